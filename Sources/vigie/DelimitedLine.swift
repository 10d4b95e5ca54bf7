/// Why a value in a line of a file cannot be used.
struct FieldProblem: Error {
  /// Name of the column.
  let column: String
  let found: String
  let expected: String
}

/// The columns of a file with comma-separated values, found by the names in its first line.
struct DelimitedHeader {
  private var indices: [String: Int] = [:]
  let count: Int

  /// - Parameter required: Columns that must be there.
  init(_ line: ArraySlice<UInt8>, required: [String], path: String) throws {
    let names = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    count = names.count
    for (index, name) in names.enumerated() {
      indices[String(decoding: name, as: UTF8.self)] = index
    }
    let absent = required.filter { indices[$0] == nil }
    guard absent.isEmpty else {
      throw Failure(
        .job, "cannot read \(path): line 1 lacks the column \(absent.joined(separator: ", ")): is it the right file?")
    }
  }

  /// Where a column stands; nil where the file has none of that name.
  func index(_ name: String) -> Int? { indices[name] }
}

/// One line of comma-separated values without quotes.
struct DelimitedLine {
  private let fields: [ArraySlice<UInt8>]

  /// - Throws: ``FieldProblem`` where the line has fewer or more fields than the header.
  init(_ line: ArraySlice<UInt8>, header: DelimitedHeader) throws(FieldProblem) {
    fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard fields.count == header.count else {
      throw FieldProblem(column: "all", found: "\(fields.count) fields", expected: "\(header.count)")
    }
  }

  func text(_ index: Int) -> String { String(decoding: fields[index], as: UTF8.self) }

  func isEmpty(_ index: Int) -> Bool { fields[index].isEmpty }

  /// A finite number; nil where the field is empty.
  func number(_ index: Int, _ name: String) throws(FieldProblem) -> Double? {
    guard !fields[index].isEmpty else { return nil }
    guard let value = DecimalText.value(fields[index]) else { throw problem(index, name, expected: "a number") }
    return value
  }

  /// A finite number that must be there, within a range.
  func number(
    _ index: Int, _ name: String, in range: ClosedRange<Double>
  ) throws(FieldProblem) -> Double {
    let value = try number(index, name)
    guard let value, range.contains(value) else {
      throw problem(index, name, expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func problem(_ index: Int, _ name: String, expected: String) -> FieldProblem {
    FieldProblem(column: name, found: text(index), expected: expected)
  }
}

/// Decimal numbers as text.
enum DecimalText {
  private static let digitsMax = 15
  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = (0...digitsMax).map { exponent in
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// The value, correctly rounded; nil for what is no finite number.
  ///
  /// Short plain decimals are an integer over a power of ten, both exact, so their quotient is right; the rest goes the
  /// long way.
  static func value(_ text: ArraySlice<UInt8>) -> Double? {
    plain(text) ?? Double(String(decoding: text, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func plain(_ text: ArraySlice<UInt8>) -> Double? {
    var digits = text
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.count <= digitsMax else { return nil }
    var integer: Int64 = 0
    var decimals: Int?
    for octet in digits {
      if octet == UInt8(ascii: "."), decimals == nil {
        decimals = 0
        continue
      }
      guard octet >= UInt8(ascii: "0"), octet <= UInt8(ascii: "9") else { return nil }
      integer = integer * 10 + Int64(octet - UInt8(ascii: "0"))
      if let known = decimals { decimals = known + 1 }
    }
    guard digits.count > 1 || decimals == nil else { return nil }
    let magnitude = Double(integer) / powers[decimals ?? 0]
    return isNegative ? -magnitude : magnitude
  }
}

/// Lines of a file that could not be used: the first few are named, all are counted.
struct BadLines {
  private static let namedMax = 5

  let path: String
  private(set) var count = 0

  init(path: String) { self.path = path }

  mutating func add(_ problem: FieldProblem, line: Int) {
    count += 1
    guard count <= Self.namedMax else { return }
    Terminal.say(
      "\(path): line \(line), column \(problem.column): expected \(problem.expected), found '\(problem.found.prefix(40))': "
        + "skipped")
  }

  /// Says how many there were beyond those named.
  func close() {
    if count > Self.namedMax { Terminal.say("\(path): \(count - Self.namedMax) more lines skipped") }
  }
}
