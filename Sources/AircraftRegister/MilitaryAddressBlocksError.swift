/// Why a text is no list of military address blocks, and in which line.
public struct MilitaryAddressBlocksError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Error, Hashable, Sendable {
    /// The text is longer than a list can be.
    case tooLong(bytes: Int, limit: Int)
    /// The first line does not say where the list comes from and of which day it is.
    case noSourceAndDate
    /// The line does not begin with two addresses joined by a hyphen.
    case noAddresses(String)
    /// The first address is above the last.
    case reversed(String)
    /// Not two capital letters after the addresses.
    case noState(String)
    /// Some addresses are in the block of another line too.
    case overlaps(line: Int)
  }

  public let reason: Reason
  /// Counted from 1.
  public let line: Int

  public init(reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }

  public var description: String { "line \(line): \(what)" }

  private var what: String {
    switch reason {
    case .tooLong(let bytes, let limit): "the text has \(bytes) bytes, a list has at most \(limit)"
    case .noSourceAndDate: "the first line must be “# where the list comes from, year-month-day”"
    case .noAddresses(let found):
      "“\(found)” is no block: write “first-last state note”, as in “33ff00-33ffff IT”, addresses in hexadecimal"
    case .reversed(let found): "in “\(found)” the first address is above the last: exchange them"
    case .noState(let found): "“\(found)” is no state: write its ISO 3166-1 code of two capital letters"
    case .overlaps(let line): "shares addresses with the block of line \(line): join or part them"
    }
  }
}
