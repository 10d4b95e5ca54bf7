/// The whole of an authentication, from its pages.
public struct RemoteIDAuthentication: Hashable, Sendable {
  /// As in `RemoteIDAuthenticationPage.kindCode`.
  public let kindCode: UInt8
  /// Seconds since 2019-01-01 UTC, as sent.
  public let timeCount: UInt32
  /// What proves: at most 255 octets.
  public let data: [UInt8]
  /// What follows it, if anything: error correction.
  public let additional: [UInt8]

  public var kind: RemoteIDAuthenticationPage.Kind? { RemoteIDAuthenticationPage.Kind(rawValue: kindCode) }
  /// When it was signed, UTC; nil where it is not filled in.
  public var unixSeconds: Int64? { RemoteIDTime.unixSeconds(timeCount) }

  /// Nil where it is longer than 255 octets, or the whole does not fit into sixteen pages.
  public init?(kindCode: UInt8, timeCount: UInt32, data: [UInt8], additional: [UInt8] = []) {
    guard data.count <= 255, additional.count <= 255 else { return nil }
    self.kindCode = kindCode & 0x0F
    self.timeCount = timeCount
    self.data = data
    self.additional = additional
    guard lastPage < RemoteIDAuthenticationPage.maximumPages else { return nil }
  }

  /// From the pages 0 ... last in order, all of one kind; nil for anything else.
  public init?(pages: [RemoteIDAuthenticationPage]) {
    guard let header = pages.first?.header, pages.count == Int(header.lastPage) &+ 1 else { return nil }
    var octets: [UInt8] = []
    for (place, page) in pages.enumerated() {
      guard Int(page.page) == place, page.kindCode == pages[0].kindCode else { return nil }
      octets += page.data
    }
    let length = Int(header.length)
    guard length <= octets.count else { return nil }
    let rest = octets.dropFirst(length)
    kindCode = pages[0].kindCode
    timeCount = header.timeCount
    data = Array(octets.prefix(length))
    additional = Array(rest.dropFirst().prefix(Int(rest.first ?? 0)))
  }

  /// What is to be sent, in order; additional octets follow the data after one that counts them.
  public func pages(version: RemoteIDVersion = .f3411v22) -> [RemoteIDAuthenticationPage] {
    let octets = additional.isEmpty ? data : data + [UInt8(truncatingIfNeeded: additional.count)] + additional
    let first = RemoteIDAuthenticationPage(
      version: version, kindCode: kindCode, lastPage: UInt8(truncatingIfNeeded: lastPage),
      length: UInt8(truncatingIfNeeded: data.count), timeCount: timeCount, data: octets)
    var pages = [first]
    var rest = octets.dropFirst(RemoteIDAuthenticationPage.firstPageOctets)
    while !rest.isEmpty {
      let number = UInt8(truncatingIfNeeded: pages.count)
      pages.append(RemoteIDAuthenticationPage(version: version, kindCode: kindCode, page: number, data: rest))
      rest = rest.dropFirst(RemoteIDAuthenticationPage.otherPageOctets)
    }
    return pages.compactMap { $0 }
  }

  private var lastPage: Int {
    let octets = data.count &+ (additional.isEmpty ? 0 : additional.count &+ 1)
    let beyond = max(0, octets &- RemoteIDAuthenticationPage.firstPageOctets)
    return (beyond &+ RemoteIDAuthenticationPage.otherPageOctets &- 1) / RemoteIDAuthenticationPage.otherPageOctets
  }
}
