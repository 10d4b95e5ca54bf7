/// How well an edition reads a sample of blocks: what speaks for it and against it, counted.
public struct EditionEvidence: Hashable, Sendable {
  public let edition: AsterixEdition
  /// Records read.
  public internal(set) var records = 0
  /// Records that could not be read; each costs the rest of its block.
  public internal(set) var refused = 0
  /// Octets of blocks that were given up.
  public internal(set) var octetsRefused = 0
  /// Octets of all blocks.
  public internal(set) var octets = 0
  /// Elements read.
  public internal(set) var elements = 0
  /// Values outside the bounds that the definition states.
  public internal(set) var outOfRange = 0
  /// Table values without a meaning.
  public internal(set) var undefined = 0
  /// Spare bits that are not zero.
  public internal(set) var spareBitsSet = 0
  /// Records whose source is another one than that of the first record.
  public internal(set) var sourceChanges = 0
  /// Times of day that are none, or lie more than a minute from the one before.
  public internal(set) var timeJumps = 0

  init(edition: AsterixEdition) { self.edition = edition }

  /// The share of the sample that speaks against the edition, from 0 to 1 and above: octets given up, and oddities weighed
  /// by the records they occur in.
  public var doubt: Double {
    guard octets > 0 else { return 0 }
    let lost = Double(octetsRefused) / Double(octets)
    guard records > 0 else { return 1 + lost }
    let odd = Double(outOfRange + undefined + spareBitsSet + 2 * sourceChanges + 2 * timeJumps)
    return lost + min(1, odd / Double(records) / 4)
  }
}
