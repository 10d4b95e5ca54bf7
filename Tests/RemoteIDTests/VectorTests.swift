import TestSupport
import Testing

@testable import RemoteID

/// Agreement with what the reference library decodes. Its values are 32-bit floating point for all but places, printed
/// with enough digits for the step: speeds, altitudes and tenths of seconds are compared within 10⁻⁶ (no rounding
/// showed), places and integers exactly. Its numbers for "not available" are nil here.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct VectorTests {
  @Test func everyVectorDecodesToItsFieldsAndBack() throws {
    let vectors = try Vector.all()
    #expect(vectors.count == 400)
    var agreeing = 0
    for vector in vectors {
      let message = try RemoteIDMessage(vector.octets)
      let differences = compare(message, vector)
      #expect(differences.isEmpty, "\(vector.hex ?? ""): \(differences)")
      #expect(message.encoded() == vector.octets)
      #expect(message.version == .f3411v22)
      if differences.isEmpty { agreeing += 1 }
    }
    #expect(agreeing == 400)
  }

  @Test func thePhysicalValuesEncodeToTheSameOctets() throws {
    var count = 0
    for vector in try Vector.all() {
      for message in flat(try RemoteIDMessage(vector.octets)) {
        let rebuilt = try #require(remade(message))
        #expect(rebuilt == message)
        #expect(rebuilt.encoded() == message.encoded())
        count += 1
      }
    }
    #expect(count == 550)
  }

  @Test func packsAreRebuiltFromTheirMessages() throws {
    for vector in try Vector.all() where vector.type == "pack" {
      guard case .pack(let pack) = try RemoteIDMessage(vector.octets) else {
        Issue.record("no pack")
        continue
      }
      let again = try #require(RemoteIDPack(messages: pack.messages))
      #expect(again.encoded() == vector.octets)
    }
  }

  private func flat(_ message: RemoteIDMessage) -> [RemoteIDMessage] {
    if case .pack(let pack) = message { return pack.messages }
    return [message]
  }

  /// The same message made from physical values alone.
  private func remade(_ message: RemoteIDMessage) -> RemoteIDMessage? {
    switch message {
    case .basicID(let value):
      guard let idType = value.idType, let identifier = value.identifier else { return nil }
      return RemoteIDBasicID(idType: idType, aircraftType: value.aircraftType, identifier: identifier)
        .map { .basicID($0) }
    case .location(let value):
      guard let status = value.status else { return nil }
      return .location(
        RemoteIDLocation(
          status: status, position: value.position, trackDegrees: value.trackDegrees,
          speedMetresPerSecond: value.speedMetresPerSecond, climbMetresPerSecond: value.climbMetresPerSecond,
          pressureAltitudeMetres: value.pressureAltitudeMetres,
          ellipsoidAltitudeMetres: value.ellipsoidAltitudeMetres, heightMetres: value.heightMetres,
          heightReference: value.heightReference, horizontalAccuracyMetres: value.horizontalAccuracyMetres,
          verticalAccuracyMetres: value.verticalAccuracyMetres,
          pressureAltitudeAccuracyMetres: value.pressureAltitudeAccuracyMetres,
          speedAccuracyMetresPerSecond: value.speedAccuracyMetresPerSecond,
          secondsAfterHour: value.secondsAfterHour, timeAccuracySeconds: value.timeAccuracySeconds))
    case .authentication(let page):
      if let header = page.header {
        return RemoteIDAuthenticationPage(
          kindCode: page.kindCode, lastPage: header.lastPage, length: header.length, timeCount: header.timeCount,
          data: page.data
        ).map { .authentication($0) }
      }
      return RemoteIDAuthenticationPage(kindCode: page.kindCode, page: page.page, data: page.data)
        .map { .authentication($0) }
    case .selfID(let value):
      guard let kind = value.kind, let text = value.text else { return nil }
      return RemoteIDSelfID(kind: kind, text: text).map { .selfID($0) }
    case .system(let value):
      guard let source = value.operatorPositionSource else { return nil }
      return .system(
        RemoteIDSystem(
          operatorPosition: value.operatorPosition, operatorPositionSource: source,
          operatorAltitudeMetres: value.operatorAltitudeMetres, areaCount: value.areaCount,
          areaRadiusMetres: value.areaRadiusMetres, areaCeilingMetres: value.areaCeilingMetres,
          areaFloorMetres: value.areaFloorMetres, euCategory: value.euCategory, euClass: value.euClass,
          unixSeconds: value.unixSeconds))
    case .operatorID(let value):
      guard let identifier = value.identifier else { return nil }
      return RemoteIDOperatorID(typeCode: value.typeCode, identifier: identifier).map { .operatorID($0) }
    case .pack, .reserved:
      return nil
    }
  }

  private func compare(_ message: RemoteIDMessage, _ vector: Vector) -> [String] {
    var found = Differences()
    switch (message, vector.type) {
    case (.basicID(let value), "basicID"):
      found.note("idType", value.idTypeCode, vector.idType)
      found.note("idType", value.idType?.rawValue, vector.idType)
      found.note("uaType", value.aircraftType.rawValue, vector.uaType)
      found.note("uasID", value.identifier, vector.uasID)
    case (.location(let value), "location"):
      compare(value, vector, &found)
    case (.authentication(let page), "auth"):
      found.note("authType", page.kind?.rawValue, vector.authType)
      found.note("page", page.page, vector.page)
      found.note("lastPage", page.header?.lastPage ?? 0, vector.lastPage)
      found.note("length", page.header?.length ?? 0, vector.length)
      found.note("timestamp", Double(page.header?.timeCount ?? 0), vector.timestamp)
      found.note("data", RemoteIDHexadecimal.text(page.data), vector.data)
    case (.selfID(let value), "selfID"):
      found.note("descType", value.kind?.rawValue, vector.descType)
      found.note("desc", value.text, vector.desc)
    case (.system(let value), "system"):
      compare(value, vector, &found)
    case (.operatorID(let value), "operatorID"):
      found.note("opIdType", value.typeCode, vector.opIdType)
      found.note("operatorID", value.identifier, vector.operatorID)
    case (.pack(let pack), "pack"):
      let inner = vector.messages ?? []
      found.note("count", pack.messages.count, inner.count)
      found.note("elements", pack.elements.count, inner.count)
      for (message, vector) in zip(pack.messages, inner) { found.list += compare(message, vector) }
    default:
      found.list.append("type")
    }
    return found.list
  }

  private func compare(_ value: RemoteIDLocation, _ vector: Vector, _ found: inout Differences) {
    found.note("status", value.status?.rawValue, vector.status)
    found.near("direction", value.trackDegrees, vector.direction, absent: 361)
    found.near("speedH", value.speedMetresPerSecond, vector.speedH, absent: 255)
    found.near("speedV", value.climbMetresPerSecond, vector.speedV, absent: 63)
    found.note("lat", value.position?.latitudeDegrees, vector.lat)
    found.note("lon", value.position?.longitudeDegrees, vector.lon)
    found.near("altBaro", value.pressureAltitudeMetres, vector.altBaro, absent: -1000)
    found.near("altGeo", value.ellipsoidAltitudeMetres, vector.altGeo, absent: -1000)
    found.note("heightType", value.heightReference.rawValue, vector.heightType)
    found.near("height", value.heightMetres, vector.height, absent: -1000)
    found.note("hAcc", value.horizontalAccuracyCode, vector.hAcc)
    found.note("vAcc", value.verticalAccuracyCode, vector.vAcc)
    found.note("baroAcc", value.pressureAltitudeAccuracyCode, vector.baroAcc)
    found.note("spdAcc", value.speedAccuracyCode, vector.spdAcc)
    found.note("tsAcc", value.timeAccuracyCode, vector.tsAcc)
    found.near("timestamp", value.secondsAfterHour, vector.timestamp, absent: 65535)
  }

  private func compare(_ value: RemoteIDSystem, _ vector: Vector, _ found: inout Differences) {
    found.note("opLocType", value.operatorPositionSource?.rawValue, vector.opLocType)
    found.note("classType", value.classificationCode, vector.classType)
    found.note("opLat", value.operatorPosition?.latitudeDegrees, vector.opLat)
    found.note("opLon", value.operatorPosition?.longitudeDegrees, vector.opLon)
    found.note("areaCount", value.areaCount, vector.areaCount)
    found.note("areaRadius", value.areaRadiusMetres, vector.areaRadius)
    found.near("areaCeiling", value.areaCeilingMetres, vector.areaCeiling, absent: -1000)
    found.near("areaFloor", value.areaFloorMetres, vector.areaFloor, absent: -1000)
    found.note("catEU", value.euCategoryCode, vector.catEU)
    found.note("classEU", value.euClassCode, vector.classEU)
    found.near("opAltGeo", value.operatorAltitudeMetres, vector.opAltGeo, absent: -1000)
    found.note("timestamp", Double(value.timeCount), vector.timestamp)
    if value.classificationCode != 1 { found.note("euCategory", value.euCategory, nil) }
  }
}

/// The names of the fields that differ.
struct Differences {
  var list: [String] = []

  mutating func note<Value: Equatable>(_ name: String, _ value: Value?, _ expected: Value?) {
    if value != expected { list.append("\(name) \(String(describing: value))") }
  }

  /// `absent` is the library's number for not available.
  mutating func near(_ name: String, _ value: Double?, _ expected: Double?, absent: Double) {
    guard let expected else {
      list.append("\(name) missing")
      return
    }
    if expected == absent {
      if value != nil { list.append("\(name) not nil") }
    } else if let value, (value - expected).magnitude <= 1e-6 {
      return
    } else {
      list.append("\(name) \(String(describing: value))")
    }
  }
}
