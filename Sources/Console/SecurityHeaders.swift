import Foundation
import HTTPTypes
import Hummingbird

/// Headers on every answer: the page may load from here alone, and nobody may frame it.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  /// Scripts, styles, fonts, workers and connections come from this server only; nothing inline, nothing evaluated.
  static var contentSecurityPolicy: String {
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
      + "frame-ancestors 'none'"
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
    response.headers[.xContentTypeOptions] = "nosniff"
    if let referrerPolicy = HTTPField.Name("Referrer-Policy") { response.headers[referrerPolicy] = "no-referrer" }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-cache" }
    return response
  }
}

/// Answers in JSON, a sentence for a person, where nothing answers or a request is refused on the way.
struct ErrorAnswers<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as any HTTPResponseError {
      let sentence =
        error.status == .notFound
        ? "there is nothing at \(request.uri.path)" : "the request cannot be answered: \(error.status.reasonPhrase)"
      return JSONAnswer.error(error.status, sentence)
    }
  }
}

/// Refuses addresses with control characters in them, at which file names end and headers begin.
struct PathGuard<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard let path = request.uri.path.removingPercentEncoding,
      path.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      return JSONAnswer.error(.badRequest, "the address holds characters that no address here has")
    }
    return try await next(request, context)
  }
}

/// Refuses requests that change something and come from another site's page, and on a loopback address those that name
/// another host than this one (so that a foreign name cannot be pointed at this machine).
struct SameOriginGuard<Context: RequestContext>: RouterMiddleware {
  /// Where the console listens.
  let address: String

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if let host = request.head.authority, Loopback.isNamed(address), !Loopback.isNamed(Loopback.name(in: host)) {
      return JSONAnswer.error(
        .forbidden, "this console listens on \(address) and answers to that name or localhost, not to \(host)")
    }
    guard request.method == .post else { return try await next(request, context) }
    if let origin = request.headers[.origin], let host = request.head.authority,
      origin != "http://\(host)", origin != "https://\(host)"
    {
      return JSONAnswer.error(.forbidden, "this request comes from \(origin), not from the console itself")
    }
    guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
      return JSONAnswer.error(.unsupportedMediaType, "send the command as application/json")
    }
    return try await next(request, context)
  }
}

/// The names by which programs reach the machine they run on.
enum Loopback {
  /// Whether a name or address can only mean this machine.
  static func isNamed(_ name: some StringProtocol) -> Bool {
    // The digits: 127.example.org is anybody's name.
    name == "localhost" || name == "::1"
      || name.hasPrefix("127.") && name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
  }

  /// The name or address in `name:port` or `[address]:port`.
  static func name(in authority: String) -> Substring {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return authority[authority.index(after: authority.startIndex)..<end]
    }
    return authority.prefix { $0 != ":" }
  }
}
