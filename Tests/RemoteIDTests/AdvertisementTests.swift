import Testing

@testable import RemoteID

@Suite struct AdvertisementTests {
  private let location = RemoteIDMessage.location(
    RemoteIDLocation(status: .airborne, position: RemoteIDPosition(latitudeDegrees: 1, longitudeDegrees: 2)))

  private func error(_ body: () throws(RemoteIDError) -> Void) -> RemoteIDError? {
    do throws(RemoteIDError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func bluetoothCarriesAMessage() throws {
    let sent = RemoteIDAdvertisement(counter: 200, message: location)
    #expect(sent.bluetoothServiceData.count == 27)
    #expect(try RemoteIDAdvertisement(bluetoothServiceData: sent.bluetoothServiceData) == sent)
    let advertisement = [2, 0x01, 6, 30, 0x16, 0xFA, 0xFF] + sent.bluetoothServiceData
    #expect(try RemoteIDAdvertisement.first(inBluetoothAdvertisement: advertisement) == sent)
    #expect(try RemoteIDAdvertisement.first(inBluetoothAdvertisement: [2, 0x01, 6, 0, 0]) == nil)
    let cut = error { () throws(RemoteIDError) in
      _ = try RemoteIDAdvertisement.first(inBluetoothAdvertisement: Array(advertisement.dropLast(3)))
    }
    #expect(cut == RemoteIDError(.wrongLength(octets: 22, expected: 25), octet: 9 + 22))
  }

  @Test func bluetoothFiveAndWiFiCarryPacks() throws {
    let pack = RemoteIDMessage.pack(try #require(RemoteIDPack(messages: Array(repeating: location, count: 9))))
    let sent = RemoteIDAdvertisement(counter: 1, message: pack)
    #expect(try RemoteIDAdvertisement(bluetoothServiceData: sent.bluetoothServiceData) == sent)
    let element = try #require(sent.wiFiVendorElement)
    #expect(element.starts(with: [0xDD, 233, 0xFA, 0x0B, 0xBC, 0x0D, 1, 0xF2, 25, 9]) && element.count == 235)
    #expect(try RemoteIDAdvertisement(wiFiVendorElement: element) == sent)
    let elements = [0, 3, 0x61, 0x62, 0x63, 0xDD, 4, 0, 0x50, 0xF2, 1] + element
    #expect(try RemoteIDAdvertisement.first(inWiFiElements: elements) == sent)
    #expect(try RemoteIDAdvertisement.first(inWiFiElements: Array(elements.prefix(11))) == nil)
    let padded = RemoteIDAdvertisement(counter: 2, message: location, trailingOctets: [0, 0, 0])
    #expect(try RemoteIDAdvertisement(bluetoothServiceData: padded.bluetoothServiceData) == padded)
    let tooLong = RemoteIDAdvertisement(counter: 2, message: pack, trailingOctets: [UInt8](repeating: 0, count: 30))
    #expect(tooLong.wiFiVendorElement == nil)
  }

  @Test func otherElementsAreRefusedWithTheirPlace() {
    let other = error { () throws(RemoteIDError) in
      _ = try RemoteIDAdvertisement(bluetoothServiceData: [0x0C, 0, 0])
    }
    #expect(other == RemoteIDError(.notRemoteID, octet: 0))
    let vendor = error { () throws(RemoteIDError) in
      _ = try RemoteIDAdvertisement(wiFiVendorElement: [0xDD, 4, 0, 0x50, 0xF2, 1])
    }
    #expect(vendor == RemoteIDError(.notRemoteID, octet: 2))
    let count = error { () throws(RemoteIDError) in
      _ = try RemoteIDAdvertisement(bluetoothServiceData: [0x0D, 7, 0xF2, 25, 12])
    }
    #expect(count == RemoteIDError(.packCount(12), octet: 4))
    let empty = error { () throws(RemoteIDError) in
      _ = try RemoteIDAdvertisement(bluetoothServiceData: [0x0D])
    }
    #expect(empty == RemoteIDError(.wrongLength(octets: 1, expected: 27), octet: 1))
  }
}
