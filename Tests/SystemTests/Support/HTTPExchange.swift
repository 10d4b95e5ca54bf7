import Foundation

/// An answer of the console.
struct HTTPAnswer {
  var status: Int
  var headers: [(name: String, value: String)]
  var body: [UInt8] = []

  /// The value of a header, whatever its case.
  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  func decoded<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(body))
  }

  /// The sentence in `{"error":"…"}`.
  var errorSentence: String? { try? decoded([String: String].self)["error"] }
}

/// One request and its answer, written out by hand so that paths and headers go over the wire as they stand here.
final class HTTPExchange {
  private let socket: LoopbackSocket
  private let limit: Duration
  private var received: [UInt8] = []
  private var isAtEnd = false
  /// Octets of the present chunk that are still to come; nil where the body is not chunked.
  private var chunkRest: Int?
  private var isBodyOver = false

  init(
    _ method: String, _ path: String, port: UInt16, headers: [String: String] = [:], body: [UInt8] = [],
    receiveBufferBytes: Int32? = nil, limit: Duration = .seconds(20)
  ) async throws {
    self.limit = limit
    socket = try await LoopbackSocket.connected(to: port, receiveBufferBytes: receiveBufferBytes)
    var fields = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    if method == "POST" { fields["Content-Length"] = String(body.count) }
    fields.merge(headers) { $1 }
    let lines = ["\(method) \(path) HTTP/1.1"] + fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    try await socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
  }

  /// Status and headers.
  func head() async throws -> HTTPAnswer {
    let gap: [UInt8] = [13, 10, 13, 10]
    while true {
      if let end = received.indices.first(where: { received[$0...].starts(with: gap) }) {
        let lines = String(decoding: received[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        received.removeFirst(end + gap.count)
        return try answer(lines)
      }
      guard try await receiveMore() else { throw TestFailure("the answer ended inside its head") }
    }
  }

  /// The whole answer.
  func answer() async throws -> HTTPAnswer {
    var answer = try await head()
    while let piece = try await nextPiece() { answer.body += piece }
    return answer
  }

  /// The next octets of the body; nil at its end.
  func nextPiece() async throws -> [UInt8]? {
    while !isBodyOver {
      let piece = chunkRest == nil ? takeAll() : try takeChunk()
      if !piece.isEmpty { return piece }
      if isBodyOver { return nil }
      guard try await receiveMore() else {
        guard chunkRest == nil else { throw TestFailure("the answer ended inside its body") }
        return nil
      }
    }
    return nil
  }

  private func receiveMore() async throws -> Bool {
    guard !isAtEnd else { return false }
    let piece = try await socket.receive(within: limit)
    isAtEnd = piece.isEmpty
    received += piece
    return !isAtEnd
  }

  private func answer(_ lines: [String]) throws -> HTTPAnswer {
    guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw TestFailure("no HTTP answer: \(lines[0])")
    }
    let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }
    let answer = HTTPAnswer(status: status, headers: headers)
    if answer["Transfer-Encoding"] == "chunked" { chunkRest = 0 }
    return answer
  }

  private func takeAll() -> [UInt8] {
    defer { received = [] }
    return received
  }

  /// What is there of the present chunk; begins the next one where its size has come.
  private func takeChunk() throws -> [UInt8] {
    if chunkRest == 0 { try beginChunk() }
    guard let rest = chunkRest, rest > 0 else { return [] }
    let piece = Array(received.prefix(rest))
    received.removeFirst(piece.count)
    chunkRest = rest - piece.count
    return piece
  }

  /// Reads `\r\n` behind the chunk before, and the size of the next in hexadecimal.
  private func beginChunk() throws {
    if received.starts(with: [13, 10]) { received.removeFirst(2) }
    guard let end = received.firstIndex(of: 13), end + 1 < received.count else { return }
    guard let size = Int(String(decoding: received[..<end], as: UTF8.self), radix: 16) else {
      throw TestFailure("the size of a chunk is no number")
    }
    received.removeFirst(end + 2)
    chunkRest = size
    isBodyOver = size == 0
  }
}
