import Testing

@testable import RemoteID
import TestSupport

@Suite struct FuzzTests {
  @Test func anyTwentyFiveOctetsComeBackAsTheyWere() throws {
    var numbers = SeededNumbers(seed: 3411)
    var accepted = 0
    var state = RemoteIDState()
    for round in 0..<20_000 {
      var octets = numbers.bytes(25)
      if round % 2 == 0 { octets[0] = UInt8(round / 2 % 6) << 4 | octets[0] & 0x0F }
      guard let message = try? RemoteIDMessage(octets) else { continue }
      accepted += 1
      #expect(message.encoded() == octets)
      #expect(try RemoteIDMessage(message.encoded()) == message)
      #expect(message.version.rawValue == octets[0] & 0x0F && message.type == octets[0] >> 4)
      touch(message)
      state.take(message, timeNanoseconds: Int64(bitPattern: numbers.next()))
    }
    #expect(accepted > 15_000)
    #expect(state.messageCount == accepted)
  }

  @Test func anyLengthIsRefusedOrComesBack() {
    var numbers = SeededNumbers(seed: 4709)
    for _ in 0..<20_000 {
      var octets = numbers.bytes(Int(numbers.next() % 260))
      if let first = octets.first, numbers.next() % 2 == 0 { octets[0] = first | 0xF0 }
      if let message = try? RemoteIDMessage(octets) { #expect(message.encoded() == octets) }
      if let heard = try? RemoteIDAdvertisement(bluetoothServiceData: [0x0D] + octets) {
        #expect(heard.bluetoothServiceData == [0x0D] + octets)
      }
      _ = try? RemoteIDAdvertisement(bluetoothServiceData: octets)
      _ = try? RemoteIDAdvertisement(wiFiVendorElement: octets)
      _ = try? RemoteIDAdvertisement.first(inBluetoothAdvertisement: octets)
      _ = try? RemoteIDAdvertisement.first(inWiFiElements: octets)
    }
  }

  @Test func mutatedPacksAreRefusedOrComeBack() throws {
    var numbers = SeededNumbers(seed: 22)
    var accepted = 0
    var state = RemoteIDState()
    for _ in 0..<20_000 {
      let count = Int(numbers.next() % 9) + 1
      var octets: [UInt8] = [0xF2, 25, UInt8(count)]
      for _ in 0..<count {
        var message = numbers.bytes(25)
        message[0] = UInt8(numbers.next() % 6) << 4 | 2
        octets += message
      }
      for _ in 0..<(numbers.next() % 4) {
        switch numbers.next() % 8 {
        case 0: octets.removeLast()
        case 1: octets.append(0)
        case 2: octets[Int(numbers.next() % 3)] = UInt8(truncatingIfNeeded: numbers.next())
        default: octets[3 + Int(numbers.next() % UInt64(octets.count - 3))] ^= 1 << UInt8(numbers.next() % 8)
        }
      }
      guard let message = try? RemoteIDMessage(octets) else { continue }
      accepted += 1
      #expect(message.encoded() == octets)
      touch(message)
      state.take(message, timeNanoseconds: Int64(numbers.next() >> 20))
    }
    #expect(accepted > 10_000)
    #expect(state.refusedCount > 0 && state.basicIDs.count <= 16)
  }

  /// Reads every property.
  private func touch(_ message: RemoteIDMessage) {
    switch message {
    case .basicID(let value):
      _ = (value.identifier, value.identifierHexadecimal, value.idType, value.aircraftType, value.sessionKind)
      #expect(value.identifierOctets.count == 20 && value.reservedOctets.count == 3)
    case .location(let value):
      if let track = value.trackDegrees { #expect((0..<360).contains(track)) }
      if let speed = value.speedMetresPerSecond { #expect((0...254.25).contains(speed)) }
      if let climb = value.climbMetresPerSecond { #expect((-62...62).contains(climb)) }
      if let place = value.position { check(place) }
      if let seconds = value.secondsAfterHour { #expect((0...3600).contains(seconds)) }
      for altitude in [value.pressureAltitudeMetres, value.ellipsoidAltitudeMetres, value.heightMetres] {
        if let altitude { #expect((-999.5...31767.5).contains(altitude)) }
      }
      _ = (value.horizontalAccuracyMetres, value.verticalAccuracyMetres, value.timeAccuracySeconds)
      _ = (value.pressureAltitudeAccuracyMetres, value.speedAccuracyMetresPerSecond)
    case .authentication(let page):
      #expect(page.data.count == (page.page == 0 ? 17 : 23))
      if let header = page.header { #expect(header.lastPage <= 15) }
    case .selfID(let value): _ = (value.text, value.kind)
    case .system(let value):
      if let place = value.operatorPosition { check(place) }
      _ = (value.euClass, value.euCategory, value.unixSeconds, value.areaRadiusMetres, value.areaFloorMetres)
    case .operatorID(let value): _ = value.identifier
    case .pack(let pack): for message in pack.messages { touch(message) }
    case .reserved(let type, _): #expect((6...14).contains(type))
    }
  }

  private func check(_ place: RemoteIDPosition) {
    #expect(place.latitudeDegrees.magnitude <= 90 && place.longitudeDegrees.magnitude <= 180)
  }
}
