/// Capability codes (2.2.4.5.4.12), operational modes (2.2.4.5.4.13) and what follows. What a version does not have is
/// nil.
extension UATModeStatus {
  /// Whether a cockpit display of traffic is there; versions 0 and 1 alone.
  public var hasTrafficDisplay: Bool? { isVersion2 ? nil : bit(27, 1) }
  /// Whether it receives UAT; from version 2.
  public var receivesUAT: Bool? { isVersion2 ? bit(27, 1) : nil }
  /// Whether it receives 1090 MHz extended squitters; from version 2.
  public var receivesExtendedSquitter: Bool? { isVersion2 ? bit(27, 2) : nil }
  /// Whether TCAS is there and works.
  public var isTCASOperational: Bool { isVersion2 ? bit(27, 3) : bit(27, 2) }

  /// Whether a TCAS resolution advisory is in force.
  public var isResolutionAdvisoryActive: Bool { isVersion2 ? bit(27, 4) : bit(27, 3) }
  /// Whether the pilot pressed IDENT.
  public var isIdentActive: Bool { isVersion2 ? bit(27, 5) : bit(27, 4) }
  /// Whether it receives air traffic control services.
  public var isReceivingATCServices: Bool { isVersion2 ? bit(27, 6) : bit(27, 5) }

  /// The true/magnetic heading flag; versions 0 and 1 alone (later ones say it with the angle itself).
  public var headingReference: UATHeadingReference? {
    isVersion2 ? nil : bit(27, 6) ? .magneticNorth : .trueNorth
  }

  /// Whether SIL counts per sample, not per hour (2.2.4.5.4.16); from version 2.
  public var isIntegrityPerSample: Bool? { isVersion2 ? bit(27, 8) : nil }
  /// GVA: octet 28, bits 1-2; 0 is unknown; from version 2.
  public var geometricVerticalAccuracy: UInt8? { isVersion2 ? bits(28, 1, 2) : nil }
  /// Whether one antenna alone sends; from version 2.
  public var hasSingleAntenna: Bool? { isVersion2 ? bit(28, 3) : nil }
  /// NIC supplement; from version 2.
  public var hasIntegritySupplement: Bool? { isVersion2 ? bit(28, 4) : nil }
}
