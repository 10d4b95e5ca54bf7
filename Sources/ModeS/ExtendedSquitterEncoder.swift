/// Makes extended squitters with their parity: for tests, for the simulator, and for people without a receiver.
///
/// "Not available" is nil, to which what is not finite belongs. A value beyond its field's range is held at the end of
/// the range, and a code that is too great at the greatest; where a held value would say something false (the
/// selections of ``targetState(_:)``), it is not available instead.
public struct ExtendedSquitterEncoder: Sendable {
  /// 24 bits.
  public let address: UInt32
  /// Coarse TIS-B has messages of its own, which are not written: it gives fine TIS-B.
  public let qualifier: AddressQualifier

  public init(address: UInt32, qualifier: AddressQualifier = .transponder) {
    self.address = address & 0xFF_FFFF
    self.qualifier = qualifier
  }

  /// Identification and category (type codes 1-4).
  public func identification(callsign: Callsign, category: EmitterCategory = EmitterCategory(0xA0)) -> ModeSFrame {
    var field = MessageFieldWriter(typeCode: category.typeCode)
    field.put(category.value & 7, 3)
    field.put(callsign.sixBitCharacters, 48)
    return sealed(field)
  }

  /// Whether the bit that says "no ICAO address" (IMF) is to be set; control fields 1 and 5 say so themselves.
  var isOtherRebroadcast: Bool { qualifier == .rebroadcastOther }

  /// Whether the sender's own message goes out, whose bits are not needed for the IMF.
  var isDirect: Bool { qualifier.isDirect }

  /// The whole message: DF17 with its capability, airborne or on the ground, or DF18 with its control field.
  func sealed(_ field: MessageFieldWriter, onGround: Bool = false) -> ModeSFrame {
    let first: UInt32
    if qualifier == .coarseTISB {
      first = 18 &<< 3 | 2
    } else if let controlField = qualifier.controlField {
      first = 18 &<< 3 | UInt32(controlField)
    } else {
      first = 17 &<< 3 | (onGround ? 4 : 5)
    }
    return ModeSCRC.sealed(ModeSFrame(start: first &<< 24 | address, field: field.field))
  }
}
