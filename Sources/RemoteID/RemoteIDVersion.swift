/// The protocol version that a message claims, 0 ... 15. The layout of the octets is read alike in all of them.
public struct RemoteIDVersion: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8

  /// Only the low four bits count.
  public init(rawValue: UInt8) { self.rawValue = rawValue & 0x0F }

  /// ASTM F3411-19.
  public static let f3411v19 = RemoteIDVersion(rawValue: 0)
  /// ASD-STAN prEN 4709-002.
  public static let asdStan4709 = RemoteIDVersion(rawValue: 1)
  /// ASTM F3411-22 and 22a, ASD-STAN EN 4709-002.
  public static let f3411v22 = RemoteIDVersion(rawValue: 2)
}

/// What every message of 25 octets has.
public protocol RemoteIDPayload: Hashable, Sendable {
  /// The octets as sent, reserved ones among them.
  var octets: RemoteIDOctets { get }
}

extension RemoteIDPayload {
  public var version: RemoteIDVersion { octets.version }
}
