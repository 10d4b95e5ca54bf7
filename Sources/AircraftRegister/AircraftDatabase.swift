/// What a file that the user supplies says of aircraft, by their 24-bit address.
///
/// The project ships no such file: lists of this kind are gathered by many hands, and their terms differ. Accepted
/// shapes are in `docs/formats/aircraft-database.md`. Lists are wrong at times and grow old; what they say is shown
/// beside a track and is no evidence of identity.
///
/// Holds about 40 bytes for an aircraft, and every name of a type, operator or owner once.
public struct AircraftDatabase: Sendable {
  /// What came of loading.
  public let report: AircraftDatabaseReport
  private let store: AircraftStore

  init(store: AircraftStore, report: AircraftDatabaseReport) {
    self.store = store
    self.report = report
  }

  /// How many aircraft there are.
  public var count: Int { store.index.count }

  /// The entry for an address; nil where there is none.
  public func entry(for address: UInt32) -> AircraftDatabaseEntry? {
    store.row(of: address).map { AircraftDatabaseEntry(store, row: $0, address: address) }
  }

  /// The addresses that have an entry, in order.
  public var addresses: some RandomAccessCollection<UInt32> {
    store.index.lazy.map { UInt32(truncatingIfNeeded: $0 &>> 32) }
  }
}

/// What an aircraft database says of one aircraft; nil is what it does not say.
public struct AircraftDatabaseEntry: Hashable, Sendable {
  public let address: UInt32
  /// The registration mark, as painted.
  public let registration: String?
  /// The type designator of ICAO Doc 8643, "A320".
  public let typeDesignator: String?
  /// The type description of ICAO Doc 8643: kind, number of engines, kind of engine, "L2J".
  public let typeDescription: String?
  /// The type in words, with its manufacturer where the file gives him.
  public let typeName: String?
  public let operatorName: String?
  /// The operator's designator of ICAO Doc 8585, three letters, "AFR".
  public let operatorDesignator: String?
  public let ownerName: String?
  /// The year it was built, 1900 to 2100.
  public let year: Int?
  public let flags: AircraftDatabaseFlags

  /// The list holds it to be flown by armed forces.
  public var isMilitary: Bool { flags.contains(.military) }
  /// The list holds it to be out of the ordinary.
  public var isInteresting: Bool { flags.contains(.interesting) }
  /// The address is a privacy address (PIA), lent for a time: what the list says belongs to nobody for long.
  public var isPrivacyAddress: Bool { flags.contains(.privacyAddress) }
  /// The owner asked for limited display (LADD).
  public var isLimitedDisplay: Bool { flags.contains(.limitedDisplay) }

  init(_ store: AircraftStore, row: Int, address: UInt32) {
    self.address = address
    flags = AircraftDatabaseFlags(rawValue: store.rows[row])
    let year = Int(store.rows[row &+ 1]) | Int(store.rows[row &+ 2]) &<< 8
    self.year = year == 0 ? nil : year
    var offset = row &+ 3
    registration = store.text(at: &offset)
    typeDesignator = store.text(at: &offset)
    typeDescription = store.text(at: &offset)
    operatorDesignator = store.text(at: &offset)
    typeName = store.name(at: &offset)
    operatorName = store.name(at: &offset)
    ownerName = store.name(at: &offset)
  }
}

/// The marks that lists put on aircraft, as the bits of tar1090's "dbFlags".
public struct AircraftDatabaseFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let military = AircraftDatabaseFlags(rawValue: 1)
  public static let interesting = AircraftDatabaseFlags(rawValue: 2)
  public static let privacyAddress = AircraftDatabaseFlags(rawValue: 4)
  public static let limitedDisplay = AircraftDatabaseFlags(rawValue: 8)
}
