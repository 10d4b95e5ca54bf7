/// The transmission type of a `MSG` line: which kind of transmission the line tells of.
public enum SBSMessageKind: UInt8, Hashable, Sendable, CaseIterable {
  /// Extended squitter, identification and category.
  case identification = 1
  /// Extended squitter, surface position.
  case surfacePosition = 2
  /// Extended squitter, airborne position.
  case airbornePosition = 3
  /// Extended squitter, airborne velocity.
  case airborneVelocity = 4
  /// Surveillance reply with altitude (DF4, DF20).
  case surveillanceAltitude = 5
  /// Surveillance reply with identity (DF5, DF21).
  case surveillanceIdentity = 6
  /// Air-to-air surveillance (DF0, DF16).
  case airToAir = 7
  /// All-call reply (DF11).
  case allCallReply = 8

  /// Whether it is a reply to an interrogation, of which no position comes.
  var isReply: Bool { rawValue >= Self.surveillanceAltitude.rawValue }
}
