/// A stretch of addresses numbered by the last three letters of the mark.
///
/// The numbering leaves gaps where a stride is wider than 26; what lies in a gap has no mark by the scheme.
struct LetterScheme {
  /// What stands before the three letters.
  let prefix: String
  /// The first letters of the three that the stretch holds, 0 for A.
  let leading: ClosedRange<UInt32>
  /// The address of the first mark of the stretch: the first leading letter, then AA.
  let first: UInt32
  /// From one leading letter to the next, and from one second letter to the next.
  let strides: (leading: UInt32, second: UInt32)

  func mark(of address: UInt32) -> String? {
    guard address >= first else { return nil }
    let (leadingOffset, rest) = (address &- first).quotientAndRemainder(dividingBy: strides.leading)
    let (second, third) = rest.quotientAndRemainder(dividingBy: strides.second)
    guard leadingOffset <= leading.upperBound &- leading.lowerBound, second < 26, third < 26 else { return nil }
    let letters = [leading.lowerBound &+ leadingOffset, second, third]
    return prefix + String(decoding: letters.map { UInt8(truncatingIfNeeded: $0) &+ 0x41 }, as: UTF8.self)
  }

  func address(of mark: [UInt8]) -> UInt32? {
    guard mark.count == prefix.utf8.count + 3, mark.starts(with: prefix.utf8) else { return nil }
    let letters = mark.suffix(3).filter { (0x41...0x5A).contains($0) }.map { UInt32($0 &- 0x41) }
    guard letters.count == 3, leading.contains(letters[0]) else { return nil }
    return first &+ (letters[0] &- leading.lowerBound) &* strides.leading &+ letters[1] &* strides.second &+ letters[2]
  }

  /// Bits: five for each letter, with a gap after Z.
  private static let bitFields: (UInt32, UInt32) = (1024, 32)
  /// Without a gap.
  private static let dense: (UInt32, UInt32) = (676, 26)

  /// Compared with public lists of aircraft, which bear these stretches out; other states' are left out.
  /// D-C to D-I lie in one run.
  static let all: [LetterScheme] = [
    LetterScheme(prefix: "F-G", leading: 0...25, first: 0x390000, strides: bitFields),
    LetterScheme(prefix: "F-H", leading: 0...25, first: 0x398000, strides: bitFields),
    // Germany assigned A to O by bit fields, and what was left in the block, P to Z, densely.
    LetterScheme(prefix: "D-A", leading: 0...14, first: 0x3C4421, strides: bitFields),
    LetterScheme(prefix: "D-A", leading: 15...25, first: 0x3C0001, strides: dense),
    LetterScheme(prefix: "D-B", leading: 0...14, first: 0x3C8421, strides: bitFields),
    LetterScheme(prefix: "D-B", leading: 15...25, first: 0x3C2001, strides: dense),
    LetterScheme(prefix: "D-C", leading: 0...25, first: 0x3CC000, strides: dense),
    LetterScheme(prefix: "D-E", leading: 0...25, first: 0x3D04A8, strides: dense),
    LetterScheme(prefix: "D-F", leading: 0...25, first: 0x3D4950, strides: dense),
    LetterScheme(prefix: "D-G", leading: 0...25, first: 0x3D8DF8, strides: dense),
    LetterScheme(prefix: "D-H", leading: 0...25, first: 0x3DD2A0, strides: dense),
    LetterScheme(prefix: "D-I", leading: 0...25, first: 0x3E1748, strides: dense),
    LetterScheme(prefix: "OO-", leading: 0...25, first: 0x448421, strides: bitFields),
    LetterScheme(prefix: "C-F", leading: 0...25, first: 0xC00001, strides: dense),
    LetterScheme(prefix: "C-G", leading: 0...25, first: 0xC044A9, strides: dense),
  ]
}
