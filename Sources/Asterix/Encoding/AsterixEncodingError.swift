/// Why a value could not be encoded.
public enum AsterixEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  case categoryUnknown(UInt8)
  case editionUnknown(category: UInt8, AsterixEdition)
  case pathUnknown(category: UInt8, path: String)
  /// The path names an item with parts where an element was wanted.
  case notAnElement(path: String)
  /// The path names an element where an item of free octets was wanted.
  case notOctets(path: String)
  case notAString(path: String)
  case notRepetitive(path: String)
  case outOfRange(path: String, value: Double, minimum: Double, maximum: Double)
  case rawOutOfRange(path: String, value: UInt64, bits: Int)
  /// A bound of the category document, for example "< 256", does not hold.
  case constraintBroken(path: String, value: Double, constraint: String)
  case characterInvalid(path: String, text: String)
  case textTooLong(path: String, text: String, characters: Int)
  case tooManyRepetitions(path: String, count: Int, maximum: Int)
  case tooManyOctets(path: String, count: Int, maximum: Int)
  case wrongOctetCount(path: String, count: Int, expected: Int)
  /// A field with a length octet of its own would need more than 255 octets.
  case fieldTooLong(octets: Int)
  /// The values do not follow the layout of their category.
  case valuesMalformed
  /// No item was set: a record has at least one.
  case recordEmpty

  public var description: String {
    switch self {
    case .categoryUnknown(let category): "category \(category) has no definition"
    case .editionUnknown(let category, let edition): "category \(category) has no edition \(edition)"
    case .pathUnknown(let category, let path): "category \(category) has no item \(path)"
    case .notAnElement(let path): "\(path) has parts: name one of them"
    case .notOctets(let path): "\(path) does not take free octets"
    case .notAString(let path): "\(path) is not a string"
    case .notRepetitive(let path): "\(path) is not repetitive"
    case .outOfRange(let path, let value, let minimum, let maximum):
      "\(path) holds \(minimum) to \(maximum), found \(value)"
    case .rawOutOfRange(let path, let value, let bits): "\(path) holds \(bits) bits, found \(value)"
    case .constraintBroken(let path, let value, let constraint): "\(path) must be \(constraint), found \(value)"
    case .characterInvalid(let path, let text): "\(path) cannot hold every character of \"\(text)\""
    case .textTooLong(let path, let text, let characters):
      "\(path) holds \(characters) characters, found \"\(text)\""
    case .tooManyRepetitions(let path, let count, let maximum):
      "\(path) repeats at most \(maximum) times, found \(count)"
    case .tooManyOctets(let path, let count, let maximum): "\(path) holds at most \(maximum) octets, found \(count)"
    case .wrongOctetCount(let path, let count, let expected): "\(path) holds \(expected) octets, found \(count)"
    case .fieldTooLong(let octets): "a field with a length octet holds at most 255 octets, found \(octets)"
    case .valuesMalformed: "the values do not follow the layout of their category and edition"
    case .recordEmpty: "a record needs at least one item"
    }
  }
}
