/// Why a feed cannot be read: one sentence for people, with what was expected and what was found.
public enum FeedError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(path: String)
  case directory(path: String)
  case empty(path: String)
  /// The system refuses to open or read it.
  case unreadable(path: String, reason: String)
  /// No supported format was recognised.
  case unknownFormat(path: String, found: String)
  /// A format of another kind, where ASTERIX is wanted.
  case notAsterix(path: String, format: String)
  /// The format is known, but nothing in it can be used.
  case nothingUsable(path: String, format: String, found: String)
  /// A feed address that cannot be understood.
  case badAddress(text: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let path): "cannot read \(path): there is no such file"
    case .directory(let path): "cannot read \(path): expected a file, found a directory"
    case .empty(let path): "cannot read \(path): the file is empty (0 bytes)"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .unknownFormat(let path, let found):
      """
      cannot read \(path): expected ASTERIX (raw, FINAL, ORADIS, GPS), pcap, Beast, AVR, SBS, UAT, aircraft.json or Mode S \
      messages with times, found \(found)
      """
    case .notAsterix(let path, let format):
      "cannot decode \(path): it is \(format), not ASTERIX: play it with vigie replay"
    case .nothingUsable(let path, let format, let found): "cannot use \(path): \(format) without usable data: \(found)"
    case .badAddress(let text, let reason): "the feed address \"\(text)\" cannot be used: \(reason)"
    }
  }
}
