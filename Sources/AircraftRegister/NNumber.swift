/// The N-numbers of the United States, in order, from A00001 (N1) to ADF7C7 (N99999).
///
/// An N-number is one to five digits, the first not zero, the last two of the five places letters if wished, without I
/// and O (14 CFR 47.15). In the order a number comes first, then the number with its letters (N1, N1A, N1AA ... N1AZ,
/// N1B ...), then the number with a further digit.
enum NNumber {
  /// How many marks begin with one digit, with two, three and four: itself, its letters, and all with a further digit.
  private static let sizes: [UInt32] = [101_711, 10_111, 951, 35]
  /// A number without letters, with one letter and with two: 1 + 24 + 24 x 24.
  private static let suffixes: UInt32 = 601
  /// A number without letters or with one: 1 + 24.
  private static let shortSuffixes: UInt32 = 25
  private static let first: UInt32 = 0xA00001

  static func mark(of address: UInt32) -> String? {
    guard address >= first, address &- first < 9 * sizes[0] else { return nil }
    var rest = address &- first
    var mark = [UInt8(ascii: "N"), digit(rest / sizes[0] &+ 1)]
    rest %= sizes[0]
    for size in sizes.dropFirst() {
      guard rest >= suffixes else { return text(mark, suffix: rest) }
      rest &-= suffixes
      mark.append(digit(rest / size))
      rest %= size
    }
    guard rest >= shortSuffixes else { return text(mark, suffix: rest == 0 ? 0 : (rest &- 1) &* 25 &+ 1) }
    return text(mark + [digit(rest &- shortSuffixes)], suffix: 0)
  }

  static func address(of mark: [UInt8]) -> UInt32? {
    guard (2...6).contains(mark.count), mark[0] == UInt8(ascii: "N") else { return nil }
    var offset: UInt32 = 0
    var digits = 0
    var letters = 0
    for byte in mark.dropFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard letters == 0, digits > 0 || byte != UInt8(ascii: "0") else { return nil }
        offset &+= offsetOfDigit(UInt32(byte &- 0x30), place: digits)
        digits &+= 1
      default:
        guard digits > 0, letters < 2, let place = placeOfLetter(byte) else { return nil }
        offset &+= 1 &+ place &* (letters == 0 && digits < 4 ? shortSuffixes : 1)
        letters &+= 1
      }
    }
    return first &+ offset
  }

  /// How far the marks with a further digit lie behind the mark without; the first digit counts from 1.
  private static func offsetOfDigit(_ digit: UInt32, place: Int) -> UInt32 {
    switch place {
    case 0: (digit &- 1) &* sizes[0]
    case 4: shortSuffixes &+ digit
    default: suffixes &+ digit &* sizes[place]
    }
  }

  /// `suffix`: 0 none, then for each first letter 25: alone, and with each second letter.
  private static func text(_ mark: [UInt8], suffix: UInt32) -> String {
    guard suffix > 0 else { return String(decoding: mark, as: UTF8.self) }
    let (letter, second) = (suffix &- 1).quotientAndRemainder(dividingBy: 25)
    var mark = mark
    mark.append(self.letter(letter))
    if second > 0 { mark.append(self.letter(second &- 1)) }
    return String(decoding: mark, as: UTF8.self)
  }

  /// The letter at a place, from 0, of the alphabet without I and O.
  private static func letter(_ place: UInt32) -> UInt8 {
    let letter = UInt8(truncatingIfNeeded: place) &+ UInt8(ascii: "A")
    return letter &+ (letter >= UInt8(ascii: "I") ? 1 : 0) &+ (letter >= UInt8(ascii: "N") ? 1 : 0)
  }

  private static func placeOfLetter(_ letter: UInt8) -> UInt32? {
    guard (0x41...0x5A).contains(letter), letter != UInt8(ascii: "I"), letter != UInt8(ascii: "O") else { return nil }
    let place = letter &- UInt8(ascii: "A")
    return UInt32(place &- (letter > UInt8(ascii: "I") ? 1 : 0) &- (letter > UInt8(ascii: "O") ? 1 : 0))
  }

  private static func digit(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) &+ 0x30 }
}
