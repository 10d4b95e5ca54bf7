/// Joins the authentication pages of one transmitter, in whatever order they come and however often.
public struct RemoteIDAuthenticationJoiner: Hashable, Sendable {
  /// Pages that were heard further apart than this are not joined.
  public static let longestSpanNanoseconds: Int64 = 30_000_000_000

  struct Heard: Hashable, Sendable {
    var page: RemoteIDAuthenticationPage
    var timeNanoseconds: Int64
  }

  /// By page number.
  var heard: [UInt8: Heard] = [:]

  public init() {}

  /// How many pages of the present authentication are held.
  public var pageCount: Int { heard.count }

  /// The whole, where this page completes or repeats it. A page that contradicts what is held (another kind, or the
  /// same number with other content) starts anew.
  public mutating func take(
    _ page: RemoteIDAuthenticationPage, timeNanoseconds: Int64
  ) -> RemoteIDAuthentication? {
    heard = heard.filter { Self.isNear($0.value.timeNanoseconds, timeNanoseconds) }
    let isContradicted = heard.values.contains {
      $0.page.kindCode != page.kindCode || $0.page.page == page.page && $0.page.data != page.data
        || $0.page.page == page.page && $0.page.header != page.header
    }
    if isContradicted { heard = [:] }
    heard[page.page] = Heard(page: page, timeNanoseconds: timeNanoseconds)
    guard let header = heard[0]?.page.header else { return nil }
    let pages = (0...min(header.lastPage, 15)).compactMap { heard[$0]?.page }
    return RemoteIDAuthentication(pages: pages)
  }

  private static func isNear(_ a: Int64, _ b: Int64) -> Bool {
    let difference = a.subtractingReportingOverflow(b)
    return !difference.overflow && difference.partialValue.magnitude <= UInt64(longestSpanNanoseconds)
  }
}
