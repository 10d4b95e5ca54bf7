import HTTPTypes
import Hummingbird
import NIOCore

/// Answers in JSON.
enum JSONAnswer {
  static func ok(_ value: some Encodable) -> Response {
    response(.ok, json(value))
  }

  /// `{"error":"sentence"}`.
  static func error(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
    response(status, json(["error": sentence]))
  }

  private static func response(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
