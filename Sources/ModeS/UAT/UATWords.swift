/// Hexadecimal digits being gathered into the words of a frame.
struct UATWords {
  private(set) var word0: UInt64 = 0
  private(set) var word1: UInt64 = 0
  private(set) var word2: UInt64 = 0
  private(set) var word3: UInt64 = 0
  private(set) var word4: UInt64 = 0
  private(set) var digitCount = 0

  /// 18 or 34; nil where the digits make neither.
  var octetCount: Int? {
    switch digitCount {
    case 36: 18
    case 68: 34
    default: nil
    }
  }

  /// Takes the next digit; those after the 80th are only counted.
  mutating func append(_ digit: UInt8) {
    let placed = UInt64(digit) &<< UInt64(truncatingIfNeeded: 60 &- 4 &* (digitCount & 15))
    switch digitCount &>> 4 {
    case 0: word0 |= placed
    case 1: word1 |= placed
    case 2: word2 |= placed
    case 3: word3 |= placed
    case 4: word4 |= placed
    default: break
    }
    digitCount &+= 1
  }
}
