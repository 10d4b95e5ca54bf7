/// Tells which edition of a category a source sends, by reading a sample of its blocks in every edition built in.
///
/// A wrong edition seldom fails at once: lengths fit by chance and the values are nonsense. So each edition is judged by
/// what it makes of the sample: octets it cannot read, values out of their stated bounds, table values without a
/// meaning, spare bits that are set, sources that change from record to record, times that jump. Editions that read the
/// sample alike are not told apart, and an edition is doubted only where there is evidence.
public struct EditionVote: Sendable {
  /// What the vote says of the edition in use.
  public enum Verdict: Hashable, Sendable {
    /// Nothing speaks against it.
    case fits
    /// Another one reads the sample clearly better.
    case anotherFitsBetter(AsterixEdition)
    /// Neither this nor any other edition built in reads it.
    case noneFits
  }

  /// The vote over one source of one category.
  public struct Result: Sendable {
    public let category: UInt8
    /// Nil where the records name none.
    public let source: DataSource?
    /// The edition the records are read with.
    public let inUse: AsterixEdition
    public let verdict: Verdict
    /// Every edition of the category, newest first.
    public let evidence: [EditionEvidence]

    /// A sentence for the operator; nil where nothing is wrong.
    public var warning: String? {
      let name = "CAT" + String(repeating: "0", count: max(0, 3 - String(category).count)) + "\(category)"
      let sender = source.map { "\(name) from \($0)" } ?? name
      guard let used = evidence.first(where: { $0.edition == inUse }) else { return nil }
      let fault =
        "\(used.refused) of \(used.records + used.refused) records cannot be read in edition \(inUse)"
        + (used.oddities > 0 ? ", and \(used.oddities) values in the others make no sense" : "")
      switch verdict {
      case .fits: return nil
      case .anotherFitsBetter(let edition):
        return "\(sender): \(fault); edition \(edition) fits: use --edition "
          + "\(name.dropFirst(3))=\(edition) (or auto)"
      case .noneFits:
        return "\(sender): \(fault), and no other edition built in fits better: "
          + "a private edition, or one older than \(evidence.last?.edition.description ?? "those built in")"
      }
    }
  }

  /// How many blocks of a source are looked at.
  public static let blocksMax = 100
  /// How many octets of a source are looked at.
  public static let octetsMax = 1 << 15
  /// How many sources are looked at; more are taken to be like the others of their category.
  public static let sourcesMax = 64

  private struct Sample: Sendable {
    var category: UInt8
    var source: DataSource?
    var blocks = 0
    var batch = AsterixBatch(octetsReserved: 0)
  }

  private var samples: [Sample] = []
  private let inUse: EditionSelection

  public init(inUse: EditionSelection = .newest) { self.inUse = inUse }

  /// Whether every source met so far has a whole sample, so that more of the same changes nothing.
  public var isSated: Bool {
    !samples.isEmpty && samples.allSatisfy { $0.blocks >= Self.blocksMax || $0.batch.bytes.count >= Self.octetsMax }
  }

  /// Takes blocks into the samples of their sources.
  public mutating func add(_ batch: AsterixBatch) {
    let bytes = batch.bytes.span
    for datagram in batch.datagrams {
      var place = datagram.byteRange.lowerBound
      while place + 3 <= datagram.byteRange.upperBound {
        let length = Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
        guard length >= 3, place + length <= datagram.byteRange.upperBound else { break }
        add(bytes.extracting(place..<place + length))
        place += length
      }
    }
  }

  private mutating func add(_ block: Span<UInt8>) {
    guard AsterixCatalogue.editions(of: block[0]).count > 1 else { return }
    let source = EditionSelection.source(ofRecordAt: 3, in: block)
    var index = samples.firstIndex { $0.category == block[0] && $0.source == source }
    if index == nil {
      guard samples.count < Self.sourcesMax else { return }
      index = samples.count
      samples.append(Sample(category: block[0], source: source))
    }
    guard let index, samples[index].blocks < Self.blocksMax, samples[index].batch.bytes.count < Self.octetsMax else {
      return
    }
    samples[index].batch.append(block, byteOffset: 0)
    samples[index].blocks += 1
  }

  /// The vote over every source met, in the order they were met.
  public func results() -> [Result] { samples.compactMap { Self.result($0, inUse) } }

  /// The edition in use for each source, or the better one where the vote names one.
  public func selection() -> EditionSelection {
    var selection = inUse
    for result in results() {
      if case .anotherFitsBetter(let edition) = result.verdict {
        selection.select(edition, category: result.category, source: result.source)
      }
    }
    return selection
  }

  // MARK: Judging

  /// Doubt up to which an edition is taken to fit: a bad block in fifty, a stray value in a dozen records.
  private static let doubtTolerated = 0.02
  /// How many records must read before odd values among them count.
  private static let recordsWanted = 8
  /// How much less doubt another edition must leave.
  private static let doubtMargin = 0.05

  private static func result(_ sample: Sample, _ inUse: EditionSelection) -> Result? {
    guard let used = inUse.edition(category: sample.category, source: sample.source) else { return nil }
    let evidence = AsterixCatalogue.editions(of: sample.category).map { judge(sample, $0) }
    return Result(
      category: sample.category, source: sample.source, inUse: used, verdict: verdict(evidence, used),
      evidence: evidence)
  }

  private static func verdict(_ evidence: [EditionEvidence], _ used: AsterixEdition) -> Verdict {
    guard let own = evidence.first(where: { $0.edition == used }), own.doubt > doubtTolerated else { return .fits }
    // A handful of records that read, with a stray value among them, is no evidence.
    guard own.refused > 0 || own.records >= recordsWanted else { return .fits }
    // The newest among those with the least doubt.
    let best = evidence.min { $0.doubt < $1.doubt } ?? own
    if best.doubt + doubtMargin < own.doubt, best.doubt < 0.5 { return .anotherFitsBetter(best.edition) }
    return own.doubt >= 0.25 ? .noneFits : .fits
  }

  private static func judge(_ sample: Sample, _ edition: AsterixEdition) -> EditionEvidence {
    var editions = EditionSelection()
    editions.select(edition, category: sample.category)
    var decoder = AsterixDecoder(editions: editions)
    var datagram = DecodedDatagram()
    decoder.decode(sample.batch, into: &datagram)
    var judge = EditionJudge(EditionEvidence(edition: edition), source: sample.source)
    judge.evidence.octets = sample.batch.bytes.count
    for refusal in datagram.refusals {
      judge.evidence.refused += 1
      judge.evidence.octetsRefused += refusal.byteRange.count
    }
    var values = AsterixRecordValues()
    datagram.read(datagram.records[...], decodesRegisters: false, into: &values) { record, values in
      judge.add(record, values, in: datagram)
    }
    return judge.evidence
  }
}

extension EditionEvidence {
  /// Values that make no sense.
  var oddities: Int { outOfRange + undefined + spareBitsSet + sourceChanges + timeJumps }
}

/// Looks at the records that one edition makes of a sample.
private struct EditionJudge {
  var evidence: EditionEvidence
  private let source: DataSource?
  private var lastTimeSeconds: Double?

  init(_ evidence: EditionEvidence, source: DataSource?) {
    self.evidence = evidence
    self.source = source
  }

  mutating func add(_ record: AsterixRecord, _ values: borrowing AsterixRecordValues, in datagram: DecodedDatagram) {
    evidence.records += 1
    evidence.spareBitsSet += values.spareCount
    var walker = OddityCounter()
    values.walk(with: &walker)
    evidence.elements += walker.elements
    evidence.outOfRange += walker.outOfRange
    evidence.undefined += walker.undefined
    if let source, datagram.source(of: record) != source { evidence.sourceChanges += 1 }
    guard let time = datagram.timeOfDaySeconds(of: record) else { return }
    defer { lastTimeSeconds = time }
    guard time < 86400 else { return evidence.timeJumps += 1 }
    guard let last = lastTimeSeconds else { return }
    let step = abs(time - last)
    if min(step, 86400 - step) > 60 { evidence.timeJumps += 1 }
  }
}

/// Counts values that the definition gives no meaning to.
private struct OddityCounter: AsterixVisitor {
  var elements = 0
  var outOfRange = 0
  var undefined = 0

  mutating func element(_ element: AsterixElement) {
    elements += 1
    if !element.isInRange { outOfRange += 1 }
    if !element.isDefined { undefined += 1 }
  }

  mutating func beginParts(_ name: String) {}
  mutating func endParts() {}
  mutating func beginList(_ name: String) {}
  mutating func endList() {}
  mutating func octets(_ name: String, _ octets: ArraySlice<UInt8>) {}
  mutating func beginRegister(item: String, index: Int, register: String) {}
  mutating func endRegister() {}
}
