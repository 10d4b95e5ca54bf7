/// Which state an ICAO 24-bit address belongs to: ICAO Annex 10 volume III, part I, chapter 9, table 9-1.
///
/// A block says who assigns the address, not who flies: what a state assigns to its territories (Hong Kong, Bermuda,
/// the Isle of Man) is found under the state, and an address set wrongly is found under another one.
public enum ICAOAddressAllocation {
  /// A state that assigns addresses.
  public struct State: Hashable, Sendable {
    /// The short English name.
    public let name: String
    /// The ISO 3166-1 code of two letters, in capitals.
    public let alpha2: String
    /// The ISO 3166-1 code of three letters, in capitals.
    public let alpha3: String
  }

  /// A block of addresses: as many as the bits below the prefix leave.
  public struct Block: Hashable, Sendable {
    /// The first address; its bits below the prefix are zero.
    public let first: UInt32
    /// How many bits the state assigns itself.
    public let freeBits: UInt32
    public let state: State

    /// The last address.
    public var last: UInt32 { first | ((1 &<< freeBits) &- 1) }
  }

  /// What table 9-1 says of an address.
  public enum Holder: Hashable, Sendable {
    /// In a state's block.
    case state(State)
    /// ICAO's own block, lent for a time to aircraft that have no address of a state yet (ICAO 1).
    case icaoTemporary
    /// ICAO's own block for special use in the interest of flight safety (ICAO 2).
    case icaoSpecialUse
    /// In no state's block, but kept for states of a region, or for later.
    case reserved(Reservation)
    /// In nobody's block.
    case unallocated
    /// No aircraft may have it: all bits zero, all bits one, or more than 24 bits.
    case impossible
  }

  /// What a stretch without states is kept for (chapter 9, appendix, section 3).
  public enum Reservation: String, Hashable, Sendable, CaseIterable {
    case africa = "AFI region"
    case southAmerica = "SAM region"
    case europeAndNorthAtlantic = "EUR and NAT regions"
    case middleEast = "MID region"
    case asia = "ASIA region"
    case northAmericaAndPacific = "NAM and PAC regions"
    case caribbean = "CAR region"
    case future = "future use"
  }

  /// Who holds an address.
  public static func holder(of address: UInt32) -> Holder {
    guard isPossible(address) else { return .impossible }
    if let state = state(of: address) { return .state(state) }
    if icaoTemporary.contains(address) { return .icaoTemporary }
    if icaoSpecialUse.contains(address) { return .icaoSpecialUse }
    for (addresses, reservation) in reservations where addresses.contains(address) { return .reserved(reservation) }
    return .unallocated
  }

  /// The state in whose block the address lies; nil where none has it, and for an impossible address.
  public static func state(of address: UInt32) -> State? {
    let blocks = blocks
    let after = partitionPoint(count: blocks.count) { blocks[$0].first <= address }
    guard after > 0 else { return nil }
    let block = blocks[after &- 1]
    return address <= block.last ? block.state : nil
  }

  /// Whether an aircraft may rightly carry the address: it lies in a state's block or in one of ICAO's own.
  ///
  /// A transmitter set wrongly, a test set or an invented target often fails this; an aircraft of a state whose block
  /// grew after the table was written fails it too, so it is a reason for doubt and no proof.
  public static func isAllocated(_ address: UInt32) -> Bool {
    switch holder(of: address) {
    case .state, .icaoTemporary, .icaoSpecialUse: true
    case .reserved, .unallocated, .impossible: false
    }
  }

  /// Whether the address is one of the 16,777,214 that exist: neither 000000 nor FFFFFF (chapter 9, 9.1).
  public static func isPossible(_ address: UInt32) -> Bool { address > 0 && address < 0xFF_FFFF }
}
