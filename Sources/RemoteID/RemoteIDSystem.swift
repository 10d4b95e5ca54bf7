/// A system message (type 4): where the operator is, the area of a group, and the aircraft's class. "Not available"
/// is nil and never zero.
public struct RemoteIDSystem: RemoteIDPayload {
  /// How the operator's position is known.
  public enum OperatorPositionSource: UInt8, Hashable, Sendable, CaseIterable {
    /// It is the place of take-off.
    case takeOff = 0
    /// It follows the operator.
    case live = 1
    case fixed = 2
  }

  public enum EUCategory: UInt8, Hashable, Sendable, CaseIterable {
    case notDeclared = 0
    case open = 1
    case specific = 2
    case certified = 3
  }

  public let octets: RemoteIDOctets

  init(octets: RemoteIDOctets) { self.octets = octets }

  /// A message from physical values, each rounded to the nearest step and held within its range. `euCategory` makes
  /// the classification European; `euClass` is 0 ... 6.
  public init(
    version: RemoteIDVersion = .f3411v22, operatorPosition: RemoteIDPosition?,
    operatorPositionSource: OperatorPositionSource, operatorAltitudeMetres: Double? = nil, areaCount: UInt16 = 1,
    areaRadiusMetres: Double = 0, areaCeilingMetres: Double? = nil, areaFloorMetres: Double? = nil,
    euCategory: EUCategory? = nil, euClass: UInt8? = nil, unixSeconds: Int64? = nil
  ) {
    let place = RemoteIDScale.positionCounts(operatorPosition)
    var octets = RemoteIDOctets(type: 4, version: version)
    octets[1] = (euCategory == nil ? 0 : 4) | operatorPositionSource.rawValue
    octets.set(2, place.latitude)
    octets.set(6, place.longitude)
    octets.set(10, areaCount)
    octets[12] = UInt8(truncatingIfNeeded: RemoteIDScale.count(areaRadiusMetres / 10, in: 0...255) ?? 0)
    octets.set(13, RemoteIDScale.altitudeCount(metres: areaCeilingMetres))
    octets.set(15, RemoteIDScale.altitudeCount(metres: areaFloorMetres))
    if let euCategory {
      let classCode = euClass.map { $0 <= 6 ? $0 &+ 1 : 0 } ?? 0
      octets.set(17, high: euCategory.rawValue, low: classCode)
    }
    octets.set(18, RemoteIDScale.altitudeCount(metres: operatorAltitudeMetres))
    octets.set(20, RemoteIDTime.count(unixSeconds: unixSeconds))
    self.octets = octets
  }

  /// 0 ... 3.
  public var operatorPositionSourceCode: UInt8 { octets[1] & 0x03 }
  /// Nil for the reserved code.
  public var operatorPositionSource: OperatorPositionSource? {
    OperatorPositionSource(rawValue: operatorPositionSourceCode)
  }
  /// 0 ... 7: 0 not declared, 1 European, others reserved.
  public var classificationCode: UInt8 { octets[1] &>> 2 & 0x07 }
  /// The high three bits of octet 1.
  public var reservedBits: UInt8 { octets[1] &>> 5 }

  /// 10⁻⁷ degree.
  public var operatorLatitudeCount: Int32 { octets.signed32(2) }
  /// 10⁻⁷ degree.
  public var operatorLongitudeCount: Int32 { octets.signed32(6) }
  /// Nil where both are zero or one is out of range.
  public var operatorPosition: RemoteIDPosition? {
    RemoteIDScale.position(latitude: operatorLatitudeCount, longitude: operatorLongitudeCount)
  }
  /// Above the WGS-84 ellipsoid.
  public var operatorAltitudeMetres: Double? { RemoteIDScale.altitudeMetres(octets.unsigned16(18)) }

  /// How many aircraft are in the area: 1 where it is not a group.
  public var areaCount: UInt16 { octets.unsigned16(10) }
  /// Of the cylinder that holds the group, in steps of 10 m; zero for one aircraft.
  public var areaRadiusMetres: Double { Double(octets[12]) * 10 }
  /// Above the WGS-84 ellipsoid.
  public var areaCeilingMetres: Double? { RemoteIDScale.altitudeMetres(octets.unsigned16(13)) }
  /// Above the WGS-84 ellipsoid.
  public var areaFloorMetres: Double? { RemoteIDScale.altitudeMetres(octets.unsigned16(15)) }

  /// 0 ... 15, whatever the classification.
  public var euCategoryCode: UInt8 { octets.highNibble(17) }
  /// 0 ... 15, whatever the classification; 1 is class 0.
  public var euClassCode: UInt8 { octets.lowNibble(17) }
  /// Nil where the classification is not European, or for a reserved code.
  public var euCategory: EUCategory? {
    classificationCode == 1 ? EUCategory(rawValue: euCategoryCode) : nil
  }
  /// 0 ... 6; nil where the classification is not European, or the class not declared or reserved.
  public var euClass: UInt8? {
    classificationCode == 1 && (1...7).contains(euClassCode) ? euClassCode &- 1 : nil
  }

  /// Seconds since 2019-01-01 UTC, as sent.
  public var timeCount: UInt32 { octets.unsigned32(20) }
  /// When the operator's position was taken, UTC; nil where it is not filled in (version 0 has no such field).
  public var unixSeconds: Int64? { RemoteIDTime.unixSeconds(timeCount) }

  /// Octet 24.
  public var reservedOctet: UInt8 { octets[24] }
}
