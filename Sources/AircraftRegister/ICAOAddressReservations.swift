extension ICAOAddressAllocation {
  /// ICAO 1: addresses lent for a time.
  public static let icaoTemporary: ClosedRange<UInt32> = 0xF00000...0xF07FFF

  /// ICAO 2: addresses for special use.
  ///
  /// So is 899000 to 8997FF, which aircraft registered in Taiwan carry: it is found under Taiwan.
  public static let icaoSpecialUse: ClosedRange<UInt32> = 0xF09000...0xF097FF

  /// What is kept for whom, as prefixes of four to six bits. States' blocks lie inside and have precedence.
  static let reservations: [(ClosedRange<UInt32>, Reservation)] = [
    (0x200000...0x27FFFF, .africa),
    (0x280000...0x2FFFFF, .southAmerica),
    (0x500000...0x5FFFFF, .europeAndNorthAtlantic),
    (0x600000...0x67FFFF, .middleEast),
    (0x680000...0x6FFFFF, .asia),
    (0x900000...0x9FFFFF, .northAmericaAndPacific),
    (0xB00000...0xBFFFFF, .future),
    (0xD00000...0xDFFFFF, .future),
    (0xEC0000...0xEFFFFF, .caribbean),
    (0xF00000...0xFFFFFF, .future),
  ]
}
