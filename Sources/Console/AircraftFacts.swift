public import AircraftRegister

/// What is known of an aircraft by its 24-bit address alone. Shown beside a track, never evidence of identity.
public struct AircraftFacts: Sendable {
  /// Supplied by the user; nil where he has none.
  public var database: AircraftDatabase?
  public var militaryBlocks: MilitaryAddressBlocks?

  public init(database: AircraftDatabase? = nil, militaryBlocks: MilitaryAddressBlocks? = nil) {
    self.database = database
    self.militaryBlocks = militaryBlocks
  }

  /// Names and values for the detail panel, in the order they are shown.
  func rows(for address: UInt32) -> [(name: String, value: String)] {
    var rows: [(String, String)] = []
    func add(_ name: String, _ value: String?) { if let value { rows.append((name, value)) } }
    add("address of", Self.holder(of: address))
    let entry = database?.entry(for: address)
    if let registration = entry?.registration {
      add("registration", registration)
    } else {
      add("registration", RegistrationMark.mark(of: address).map { "\($0), from the address" })
    }
    add("type", Self.type(entry))
    add("operator", Self.operatorText(entry))
    add("owner", entry?.ownerName)
    add("built", entry?.year.map(String.init))
    if entry?.isPrivacyAddress == true { add("address", "privacy address (PIA), lent for a time") }
    if entry?.isMilitary == true { add("database", "marked military") }
    if let blocks = militaryBlocks, let block = blocks.block(of: address) {
      add("hint", "address block used by armed forces (\(block.state), list of \(blocks.date))")
    }
    return rows
  }

  private static func holder(of address: UInt32) -> String {
    if let state = ICAOAddressAllocation.state(of: address) { return "\(state.name) (\(state.alpha2))" }
    return ICAOAddressAllocation.isAllocated(address) ? "ICAO" : "no state: outside the allocated blocks"
  }

  private static func type(_ entry: AircraftDatabaseEntry?) -> String? {
    let parts = [entry?.typeDesignator, entry?.typeName].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private static func operatorText(_ entry: AircraftDatabaseEntry?) -> String? {
    let parts = [entry?.operatorDesignator, entry?.operatorName].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }
}
