/// Why a file is no aircraft database as a whole.
public enum AircraftDatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No line at all.
  case empty
  /// A compressed file, by its first bytes.
  case compressed
  case tooLong(bytes: Int, limit: Int)
  /// The first line is that of no shape known; its start is given.
  case unknownShape(firstLine: String)

  public var description: String {
    switch self {
    case .empty: "the aircraft database is empty"
    case .compressed: "the aircraft database is compressed: unpack it first"
    case .tooLong(let bytes, let limit): "the aircraft database has \(bytes) bytes, more than the limit of \(limit)"
    case .unknownShape(let firstLine):
      """
      “\(firstLine)” begins no aircraft database known here. Known are: a first line of column names parted by commas, \
      semicolons or tabulators, among them the address (icao24, icao, hex, ModeS) and registration, typecode, operator \
      or the like; and, without names, icao;registration;type;flags;description;year;owner
      """
    }
  }
}
