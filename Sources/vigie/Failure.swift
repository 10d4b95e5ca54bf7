import ConfigurationFiles
import Foundation
import Glibc

/// Why the program ends without having done its job: one line for the person at the terminal.
struct Failure: Error {
  /// The exit status.
  enum Kind: Int32 {
    case job = 1
    case usage = 2
  }

  let kind: Kind
  let sentence: String
  /// What is wrong one by one, where a file has several faults; a line each.
  let details: [String]

  /// - Parameter sentence: What failed, why, and what to do, parted by colons.
  init(_ kind: Kind, _ sentence: String, details: [String] = []) {
    self.kind = kind
    self.sentence = sentence
    self.details = details
  }

  /// What is wrong with a file that a person wrote, a line for each fault.
  init(_ kind: Kind, _ what: String, because error: ConfigurationError) {
    let lines = error.problems.map(\.description)
    self.init(kind, ([what] + lines.prefix(1)).joined(separator: ": "), details: Array(lines.dropFirst()))
  }

  /// Says it and ends the program.
  func end() -> Never {
    Terminal.say(sentence)
    for detail in details { Terminal.say(detail) }
    exit(kind.rawValue)
  }
}

/// What the program says to people, beside its results.
enum Terminal {
  /// Writes a line to standard error.
  static func say(_ sentence: String) {
    FileHandle.standardError.write(Data("vigie: \(cleaned(sentence))\n".utf8))
  }

  /// A text without the control characters that a file's name or content may hold, on one line.
  static func cleaned(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory != .control && !isBidirectionalControl(scalar) ? scalar : "?"
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Marks that reorder text on a terminal (CVE-2021-42574).
  private static func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}

/// Standard output or a file, written in large pieces.
struct OutputFile: ~Copyable {
  private static let bufferSize = 1 << 16

  private let handle: FileHandle
  private let name: String
  private var buffer: [UInt8] = []

  /// Standard output.
  init() {
    handle = .standardOutput
    name = "standard output"
  }

  /// A new file; one that is there is replaced.
  init(path: String) throws {
    // Opened in place: a link, a pipe or a device that stands there must stay what it is.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw Failure(
        .job, "cannot write \(path): \(String(cString: strerror(errno))): name a file in a folder that is yours")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    name = path
  }

  /// Appends bytes.
  mutating func write(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes octets at once where there are many, without a copy of them.
  mutating func write(_ bytes: ArraySlice<UInt8>) throws {
    guard bytes.count >= Self.bufferSize else {
      buffer.append(contentsOf: bytes)
      if buffer.count >= Self.bufferSize { try flush() }
      return
    }
    try flush()
    let descriptor = handle.fileDescriptor
    let isWritten = bytes.withUnsafeBytes { octets in
      guard let start = octets.baseAddress else { return true }
      var place = 0
      while place < octets.count {
        let count = Glibc.write(descriptor, start + place, octets.count - place)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        place += count
      }
      return true
    }
    guard isWritten else { throw Failure(.job, "cannot write \(name): \(String(cString: strerror(errno)))") }
  }

  /// Appends a line of text.
  mutating func writeLine(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    try write([0x0A])
  }

  /// Hands everything to the system.
  mutating func flush() throws {
    defer { buffer.removeAll(keepingCapacity: true) }
    do {
      try handle.write(contentsOf: Data(buffer))
    } catch {
      throw Failure(.job, "cannot write \(name): \(error.localizedDescription)")
    }
  }
}
