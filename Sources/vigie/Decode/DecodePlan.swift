import Asterix
import Foundation
import ModeS

/// What the command line asks for, checked.
struct DecodePlan: Sendable {
  let format: DecodeOptions.Format
  let isRaw: Bool
  let filter: RecordFilter
  let csvPaths: [String]
  let editions: EditionSelection
  /// The categories whose edition is the one the vote names.
  let categoriesVoted: Set<UInt8>
  let framing: Framing?
  let dropsDuplicates: Bool
  let relayPath: String?
  private(set) var restamp: Restamp?
  let checks: Bool
  /// Mode S: whether every message is decoded by itself, and where the receiver is.
  let isStateless: Bool
  let receiverPosition: CPRPosition?
  let threads: Int

  init(_ options: DecodeOptions) throws {
    format = options.format
    isRaw = options.raw
    filter = try RecordFilter(options)
    csvPaths = Self.words(options.item)
    checks = options.check
    isStateless = options.stateless
    receiverPosition = options.at.map {
      CPRPosition(latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees)
    }
    guard (1...64).contains(options.threads) else {
      throw Failure(.usage, "--threads takes a number from 1 to 64, not \(options.threads)")
    }
    threads = options.threads
    var editions = EditionSelection()
    var voted: Set<UInt8> = []
    for word in Self.words(options.edition) { try Self.take(word, &editions, &voted) }
    self.editions = editions
    categoriesVoted = voted
    framing = try options.framing.map { name in
      guard let framing = Framing(rawValue: name) else {
        let names = Framing.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(.usage, "--framing takes one of \(names), not \(name)")
      }
      return framing
    }
    dropsDuplicates = options.dropDuplicates
    relayPath = options.relay
    restamp = try Restamp(options)
    guard restamp == nil || relayPath != nil else {
      throw Failure(.usage, "--restamp-source and --restamp-time change what --relay writes: name its file")
    }
  }

  /// Settles what only the beginning of the input tells.
  func settled(by early: [AsterixBatch]) -> DecodePlan {
    var plan = self
    plan.restamp?.settle(by: early, filter)
    return plan
  }

  /// Words that stand apart or in a list with commas.
  static func words(_ texts: [String]) -> [String] {
    texts.flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  private static func take(_ word: String, _ editions: inout EditionSelection, _ voted: inout Set<UInt8>) throws {
    if word == "auto" {
      voted.formUnion(AsterixCatalogue.categories)
      return
    }
    let wrong = Failure(
      .usage, "--edition takes CATEGORY=EDITION (021=0.26), CATEGORY@SAC/SIC=EDITION or auto, not \(word)")
    let sides = word.split(separator: "=")
    if sides.count == 2, sides[1] == "auto", let category = UInt8(sides[0]) {
      voted.insert(category)
      return
    }
    guard sides.count == 2, let edition = AsterixEdition(String(sides[1])) else { throw wrong }
    let subject = sides[0].split(separator: "@")
    guard let first = subject.first, let category = UInt8(first), subject.count <= 2 else { throw wrong }
    var source: DataSource?
    if subject.count == 2 {
      source = try parsedSource(String(subject[1]), option: "--edition")
    }
    guard editions.select(edition, category: category, source: source) else {
      let known = AsterixCatalogue.editions(of: category).map(\.description).joined(separator: ", ")
      throw Failure(
        .usage,
        known.isEmpty
          ? "category \(category) is not built in"
          : "category \(category) has no edition \(edition): there are \(known)")
    }
  }

  static func parsedSource(_ text: String, option: String) throws -> DataSource {
    let codes = text.split(separator: "/").map { UInt8($0) }
    guard codes.count == 2, let sac = codes[0], let sic = codes[1] else {
      throw Failure(.usage, "\(option) takes a source as SAC/SIC, each from 0 to 255, not \(text)")
    }
    return DataSource(sac: sac, sic: sic)
  }
}

/// Which records are wanted.
struct RecordFilter: Sendable {
  private let categories: [UInt8]
  let items: AsterixItemSelection?
  private let sac: UInt8?
  private let sic: UInt8?
  private let fromSeconds: Double?
  private let toSeconds: Double?

  init(_ options: DecodeOptions) throws {
    categories = try DecodePlan.words(options.category).map { word in
      guard let category = UInt8(word) else {
        throw Failure(.usage, "--category takes numbers from 0 to 255, not \(word)")
      }
      return category
    }
    guard options.category.isEmpty || !categories.isEmpty else {
      throw Failure(.usage, "--category takes numbers from 0 to 255, and names none")
    }
    let words = DecodePlan.words(options.item)
    for word in words where !Self.isDefined(word, in: categories) {
      throw Failure(
        .usage, "--item \(word) is in no edition of the categories wanted: vigie decode --describe 048 lists items")
    }
    var names: [String] = []
    for word in words {
      let name = String(word.split(separator: "/").first ?? "")
      if !names.contains(name) { names.append(name) }
    }
    items = names.isEmpty ? nil : AsterixItemSelection(names)
    sac = options.sac
    sic = options.sic
    fromSeconds = try options.from.map { try Self.seconds($0, "--from") }
    toSeconds = try options.to.map { try Self.seconds($0, "--to") }
  }

  /// Whether any edition of the categories, all for none, has an item or element of that path.
  private static func isDefined(_ path: String, in categories: [UInt8]) -> Bool {
    // Places in lists are no names.
    let parts = path.split(separator: "/").enumerated().filter { $0.offset == 0 || Int($0.element) == nil }
    let name = parts.map { String($0.element) }.joined(separator: "/")
    return (categories.isEmpty ? AsterixCatalogue.categories : categories).contains { category in
      AsterixCatalogue.editions(of: category).contains { edition in
        AsterixDescription.lines("\(category)/\(name)", edition: edition) != nil
      }
    }
  }

  /// Whether everything passes.
  var isOpen: Bool {
    categories.isEmpty && items == nil && sac == nil && sic == nil && fromSeconds == nil && toSeconds == nil
  }

  /// The only categories wanted; none for all.
  var wantedCategories: [UInt8] { categories }

  func accepts(category: UInt8) -> Bool { categories.isEmpty || categories.contains(category) }

  func accepts(_ record: AsterixRecord, in datagram: DecodedDatagram) -> Bool {
    guard accepts(category: record.category), items?.isMet(by: record) ?? true else { return false }
    if sac != nil || sic != nil {
      guard let source = datagram.source(of: record), sac ?? source.sac == source.sac, sic ?? source.sic == source.sic
      else { return false }
    }
    guard fromSeconds != nil || toSeconds != nil else { return true }
    guard let time = datagram.timeOfDaySeconds(of: record) else { return false }
    let from = fromSeconds ?? 0
    let to = toSeconds ?? 86400
    return from <= to ? (from...to).contains(time) : time >= from || time <= to
  }

  private static func seconds(_ text: String, _ option: String) throws -> Double {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1],
      let seconds = parts.count == 3 ? parts[2] : 0, (0...24).contains(hours), (0..<60).contains(minutes),
      (0..<60).contains(seconds)
    else { throw Failure(.usage, "\(option) takes a time of day as HH:MM:SS, not \(text)") }
    return hours * 3600 + minutes * 60 + seconds
  }
}

/// What relayed records are changed in, where that is asked for.
struct Restamp: Sendable {
  private let source: DataSource?
  /// What is added to times of day; nil where nothing is, or the beginning of the input is still to tell.
  private var seconds: Double?
  /// Whether the first time of day is to become the present.
  let startsNow: Bool

  init?(_ options: DecodeOptions) throws {
    guard options.restampSource != nil || options.restampTime != nil else { return nil }
    source = try options.restampSource.map { try DecodePlan.parsedSource($0, option: "--restamp-source") }
    startsNow = options.restampTime == "now"
    guard let text = options.restampTime, !startsNow else { return }
    guard let seconds = Double(text), seconds.magnitude <= 86400 else {
      throw Failure(.usage, "--restamp-time takes at most a day of seconds, or now, not \(text)")
    }
    self.seconds = seconds
  }

  /// Takes the first time of day of the records wanted as the present, where that is asked for.
  mutating func settle(by early: [AsterixBatch], _ filter: RecordFilter) {
    guard startsNow, seconds == nil else { return }
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    for batch in early {
      decoder.decode(batch, into: &datagram)
      for record in datagram.records where filter.accepts(record, in: datagram) {
        guard let time = datagram.timeOfDaySeconds(of: record) else { continue }
        let present = Date().timeIntervalSince1970.truncatingRemainder(dividingBy: 86400)
        seconds = present - time
        return
      }
    }
  }

  /// Changes the record that stands at `start` in `octets`.
  func apply(_ record: AsterixRecord, of datagram: DecodedDatagram, at start: Int, in octets: inout [UInt8]) {
    let shift = start - record.byteRange.lowerBound
    if let source, let place = datagram.sourceRange(of: record) {
      octets[place.lowerBound + shift] = source.sac
      octets[place.lowerBound + shift + 1] = source.sic
    }
    guard let seconds else { return }
    for place in datagram.timeRanges(of: record) {
      let steps = place.reduce(0) { $0 << 8 | Int(octets[$1 + shift]) }
      let day = 86400 * 128
      let moved = ((steps + Int((seconds * 128).rounded())) % day + day) % day
      for (index, octet) in place.enumerated() { octets[octet + shift] = UInt8(moved >> (16 - 8 * index) & 0xFF) }
    }
  }
}
