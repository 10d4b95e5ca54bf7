import RemoteID

/// The Open Drone ID decoder.
enum RemoteIDTrial {
  /// Whatever decodes encodes to its own octets.
  static func decode(_ octets: [UInt8]) {
    if let message = try? RemoteIDMessage(octets) {
      precondition(message.encoded() == octets, "a message does not encode to its own octets")
      var state = RemoteIDState()
      state.take(message, timeNanoseconds: 0)
      state.take(message, timeNanoseconds: .max)
    }
    _ = try? RemoteIDAdvertisement(bluetoothServiceData: octets)
    _ = try? RemoteIDAdvertisement(wiFiVendorElement: octets)
    _ = try? RemoteIDAdvertisement.first(inBluetoothAdvertisement: octets)
    _ = try? RemoteIDAdvertisement.first(inWiFiElements: octets)
  }
}
