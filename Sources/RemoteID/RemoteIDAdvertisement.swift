/// What a radio carries: a counter and a message or a pack, behind the marks of Bluetooth or Wi-Fi.
///
/// Bluetooth 4 has room for one message of 25 octets; Bluetooth 5 and Wi-Fi beacons carry packs.
public struct RemoteIDAdvertisement: Hashable, Sendable {
  /// The application code in Bluetooth, and the type of the vendor's element in Wi-Fi.
  public static let applicationCode: UInt8 = 0x0D
  /// The UUID of the Bluetooth service, of 16 bits.
  public static let serviceUUID: UInt16 = 0xFFFA
  /// The organisation in Wi-Fi vendor elements.
  public static let organisation: [UInt8] = [0xFA, 0x0B, 0xBC]

  private static let serviceDataType: UInt8 = 0x16
  private static let vendorElement: UInt8 = 0xDD

  /// Rises with every change of content, modulo 256.
  public var counter: UInt8
  public var message: RemoteIDMessage
  /// Octets after the message: some transmitters always send room for nine messages.
  public var trailingOctets: [UInt8]

  public init(counter: UInt8, message: RemoteIDMessage, trailingOctets: [UInt8] = []) {
    self.counter = counter
    self.message = message
    self.trailingOctets = trailingOctets
  }

  /// From the service data of a Bluetooth advertisement without its UUID: 0x0D, the counter, a message or a pack.
  public init(bluetoothServiceData octets: [UInt8]) throws(RemoteIDError) {
    try self.init(octets[...], first: 0)
  }

  /// From a whole Wi-Fi element: 0xDD, its length, FA:0B:BC, 0x0D, the counter, a message or a pack.
  public init(wiFiVendorElement octets: [UInt8]) throws(RemoteIDError) {
    guard octets.count >= 2 else {
      throw RemoteIDError(.wrongLength(octets: octets.count, expected: 2), octet: octets.count)
    }
    guard octets[0] == Self.vendorElement else { throw RemoteIDError(.notRemoteID, octet: 0) }
    guard octets.count == Int(octets[1]) + 2 else {
      throw RemoteIDError(.wrongLength(octets: octets.count, expected: Int(octets[1]) + 2), octet: 1)
    }
    guard octets.dropFirst(2).starts(with: Self.organisation) else { throw RemoteIDError(.notRemoteID, octet: 2) }
    try self.init(octets.dropFirst(5), first: 5)
  }

  /// `first` is where the octets begin in what was given.
  private init(_ octets: ArraySlice<UInt8>, first: Int) throws(RemoteIDError) {
    guard octets.first == Self.applicationCode else { throw RemoteIDError(.notRemoteID, octet: first) }
    let content = octets.dropFirst(2)
    guard octets.count > 2 else {
      throw RemoteIDError(.wrongLength(octets: octets.count, expected: 27), octet: first + octets.count)
    }
    do throws(RemoteIDError) {
      let isPack = content[content.startIndex] &>> 4 == RemoteIDPack.type
      let length = isPack ? try RemoteIDPack.length(content) : RemoteIDOctets.count
      message = try RemoteIDMessage(Array(content.prefix(length)))
      trailingOctets = Array(content.dropFirst(length))
      counter = octets[octets.startIndex + 1]
    } catch {
      throw error.moved(by: first + 2)
    }
  }
}

extension RemoteIDAdvertisement {
  /// Without the UUID.
  public var bluetoothServiceData: [UInt8] {
    [Self.applicationCode, counter] + message.encoded() + trailingOctets
  }

  /// Nil where there are more trailing octets than an element has room for.
  public var wiFiVendorElement: [UInt8]? {
    let content = Self.organisation + bluetoothServiceData
    guard content.count <= 255 else { return nil }
    return [Self.vendorElement, UInt8(content.count)] + content
  }

  /// The first in the structures (length, type, data) of a Bluetooth advertisement; nil where there is none. A bad one
  /// throws with its place in the advertisement.
  public static func first(inBluetoothAdvertisement octets: [UInt8]) throws(RemoteIDError) -> RemoteIDAdvertisement? {
    var place = 0
    while place < octets.count, octets[place] > 0 {
      let end = min(octets.count, place + 1 + Int(octets[place]))
      let structure = octets[(place + 1)..<end]
      let uuid = [UInt8(truncatingIfNeeded: serviceUUID), UInt8(truncatingIfNeeded: serviceUUID &>> 8)]
      if structure.starts(with: [serviceDataType] + uuid + [applicationCode]) {
        return try RemoteIDAdvertisement(structure.dropFirst(3), first: place + 4)
      }
      place = end
    }
    return nil
  }

  /// The first in the elements (number, length, data) of a Wi-Fi beacon; nil where there is none. A bad one throws with
  /// its place in the elements.
  public static func first(inWiFiElements octets: [UInt8]) throws(RemoteIDError) -> RemoteIDAdvertisement? {
    var place = 0
    while place + 1 < octets.count {
      let end = min(octets.count, place + 2 + Int(octets[place + 1]))
      let content = octets[(place + 2)..<end]
      if octets[place] == vendorElement, content.starts(with: organisation + [applicationCode]) {
        return try RemoteIDAdvertisement(content.dropFirst(3), first: place + 5)
      }
      place = end
    }
    return nil
  }
}
