/// One authentication message (type 2): a page, 0 ... 15, of what proves who sends. Page 0 also says how many there
/// are.
public struct RemoteIDAuthenticationPage: RemoteIDPayload {
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    case none = 0
    case aircraftIDSignature = 1
    case operatorIDSignature = 2
    case messageSetSignature = 3
    /// Given by the network's Remote ID.
    case network = 4
    /// The first octet says of which kind.
    case specific = 5
  }

  /// What page 0 says of the whole.
  public struct Header: Hashable, Sendable {
    /// 0 ... 15.
    public let lastPage: UInt8
    /// How many octets prove; more may follow them (see `RemoteIDAuthentication.additional`).
    public let length: UInt8
    /// Seconds since 2019-01-01 UTC, as sent.
    public let timeCount: UInt32

    /// When it was signed, UTC; nil where it is not filled in.
    public var unixSeconds: Int64? { RemoteIDTime.unixSeconds(timeCount) }
  }

  /// How many pages there can be.
  public static let maximumPages = 16
  /// How many octets page 0 carries.
  public static let firstPageOctets = 17
  /// How many octets the others carry.
  public static let otherPageOctets = 23

  /// How many octets the pages 0 ... `lastPage` carry.
  static func capacity(lastPage: UInt8) -> Int { firstPageOctets &+ otherPageOctets &* Int(lastPage) }

  public let octets: RemoteIDOctets

  /// Refused where page 0 announces more pages than there can be, or more octets than they carry.
  init(octets: RemoteIDOctets) throws(RemoteIDError) {
    self.octets = octets
    guard let header else { return }
    guard header.lastPage < Self.maximumPages else {
      throw RemoteIDError(.authenticationLastPage(header.lastPage), octet: 2)
    }
    let capacity = Self.capacity(lastPage: header.lastPage)
    guard Int(header.length) <= capacity else {
      throw RemoteIDError(.authenticationLength(header.length, capacity: capacity), octet: 3)
    }
  }

  /// The first page: nil where `lastPage` is beyond 15 or `length` beyond what the pages carry. At most 17 octets of
  /// `data` are sent.
  public init?(
    version: RemoteIDVersion = .f3411v22, kindCode: UInt8, lastPage: UInt8, length: UInt8, timeCount: UInt32,
    data: some Sequence<UInt8>
  ) {
    guard lastPage < Self.maximumPages, Int(length) <= Self.capacity(lastPage: lastPage) else { return nil }
    var octets = RemoteIDOctets(type: 2, version: version)
    octets.set(1, high: kindCode, low: 0)
    octets[2] = lastPage
    octets[3] = length
    octets.set(4, timeCount)
    octets.set(8, data, count: Self.firstPageOctets)
    self.octets = octets
  }

  /// Another page: nil for a number outside 1 ... 15. At most 23 octets of `data` are sent.
  public init?(version: RemoteIDVersion = .f3411v22, kindCode: UInt8, page: UInt8, data: some Sequence<UInt8>) {
    guard page >= 1, page < Self.maximumPages else { return nil }
    var octets = RemoteIDOctets(type: 2, version: version)
    octets.set(1, high: kindCode, low: page)
    octets.set(2, data, count: Self.otherPageOctets)
    self.octets = octets
  }

  /// 0 ... 15: 6 ... 9 reserved, 10 ... 15 private.
  public var kindCode: UInt8 { octets.highNibble(1) }
  /// Nil for a reserved or private code.
  public var kind: Kind? { Kind(rawValue: kindCode) }
  /// 0 ... 15.
  public var page: UInt8 { octets.lowNibble(1) }

  /// Nil but on page 0.
  public var header: Header? {
    guard page == 0 else { return nil }
    return Header(lastPage: octets[2], length: octets[3], timeCount: octets.unsigned32(4))
  }

  /// 17 octets on page 0, 23 on the others, the filling among them.
  public var data: [UInt8] {
    page == 0
      ? octets.bytes(from: 8, count: Self.firstPageOctets) : octets.bytes(from: 2, count: Self.otherPageOctets)
  }
}
