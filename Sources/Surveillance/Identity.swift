/// The standard identities of STANAG 1241 and those of exercises. HOSTILE is only ever set by a named, authorised person.
public enum Identity: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
  case pending = 0
  case unknown = 1
  case assumedFriend = 2
  case friend = 3
  case neutral = 4
  case suspect = 5
  case hostile = 6
  /// Exercise: a friend acting as suspect.
  case joker = 7
  /// Exercise: a friend acting as hostile.
  case faker = 8
}
