/// What came of loading an aircraft database.
public struct AircraftDatabaseReport: Hashable, Sendable {
  /// Why a line gave no entry.
  public enum Reason: Int, Hashable, Sendable, CaseIterable {
    /// The first column is no hexadecimal number of one to six digits.
    case badAddress
    /// 000000 or FFFFFF, which no aircraft may have.
    case impossibleAddress
    /// A quote is not closed, or not in the same record.
    case unclosedQuote
    /// More columns than the header names: a separator stands in a field without quotes.
    case tooManyColumns
    /// Beside the address all columns of use are empty.
    case saysNothing

    /// How a log calls it.
    public var title: String {
      switch self {
      case .badAddress: "no address"
      case .impossibleAddress: "an impossible address"
      case .unclosedQuote: "a quote that is not closed"
      case .tooManyColumns: "too many columns"
      case .saysNothing: "nothing but an address"
      }
    }
  }

  /// The lines left out for one reason.
  public struct Refusal: Hashable, Sendable {
    public let reason: Reason
    public internal(set) var count: Int
    /// The first few of them, counted from 1.
    public internal(set) var firstLines: [Int]
  }

  /// How many line numbers are kept for each reason.
  public static let firstLinesMax = 5

  public let shape: AircraftDatabaseShape
  /// Records in the file, without header, comments and empty lines.
  public internal(set) var records = 0
  /// Addresses that have an entry.
  public internal(set) var entries = 0
  /// Records whose address came again further down; the last one stands.
  public internal(set) var duplicates = 0
  /// One for each reason that occurred, in the order of `Reason`.
  public private(set) var refusals: [Refusal] = []

  init(shape: AircraftDatabaseShape) { self.shape = shape }

  /// How many lines were left out for the reason.
  public func refused(_ reason: Reason) -> Int { refusals.first { $0.reason == reason }?.count ?? 0 }

  mutating func refuse(_ reason: Reason, line: Int) {
    let place = refusals.firstIndex { $0.reason.rawValue >= reason.rawValue } ?? refusals.count
    if place == refusals.count || refusals[place].reason != reason {
      refusals.insert(Refusal(reason: reason, count: 0, firstLines: []), at: place)
    }
    refusals[place].count &+= 1
    if refusals[place].firstLines.count < Self.firstLinesMax { refusals[place].firstLines.append(line) }
  }
}

extension AircraftDatabaseReport: CustomStringConvertible {
  public var description: String {
    var parts = ["\(entries) aircraft of \(records) records"]
    if duplicates > 0 { parts.append("\(duplicates) given again further down") }
    for refusal in refusals {
      let lines = refusal.firstLines.map { String($0) }.joined(separator: ", ")
      let more = refusal.count > refusal.firstLines.count ? " ..." : ""
      parts.append("\(refusal.count) with \(refusal.reason.title) (line \(lines)\(more))")
    }
    return parts.joined(separator: "; ")
  }
}
