import Asterix
import Feeds
import Foundation
import Synchronization
import UnixSignals

/// Decodes one input to its end.
final class DecodeRun {
  private let input: String
  private let plan: DecodePlan
  private var summary = AsterixSummary()
  private var datagrams = 0
  private var records = 0
  private var refusals = 0
  private var differences = 0
  private var firstDifference: String?
  private var feedRefusals: [FeedRefusal] = []
  private var duplicates = 0
  private var workers: [DecodeWorker] = []

  init(input: String, plan: DecodePlan) {
    self.input = input
    self.plan = plan
  }

  /// Whether anything could not be used, or was not what it should be.
  var isDamaged: Bool { refusals > 0 || differences > 0 || feedRefusals.contains { $0.count > 0 } }

  // MARK: Files

  func readFile(_ opened: OpenedInput, into sink: inout DecodeSink) async throws {
    var feed = try asFailure { () throws(FeedError) in
      try BatchFeed(opened, framing: plan.framing, dropsDuplicates: plan.dropsDuplicates)
    }
    var progress = DecodeProgress(size: feed.size)
    var early = try sample(&feed)
    begin(early, &sink)
    var isAtEnd = false
    while !isAtEnd {
      // As many batches as there are workers, decoded side by side, written in order.
      var indices: [Int] = []
      for worker in workers {
        let count = try worker.fill { batch in
          guard early.isEmpty else {
            batch = early.removeFirst()
            return true
          }
          return try asFailure { () throws(FeedError) in try feed.next(into: &batch) }
        }
        guard let count else {
          isAtEnd = true
          break
        }
        indices.append(datagrams)
        datagrams += count
      }
      await work(indices)
      for place in indices.indices { try workers[place].finish { try take($0, $1, &sink) } }
      progress.show(octets: feed.bytesRead, records: records)
    }
    progress.end()
    feedRefusals = feed.refusals
    duplicates = feed.duplicates
    try finish(&sink, title: "\(feed.format), \(feed.bytesRead) bytes")
  }

  /// Lets each worker decode its batch; `indices` are the numbers of the batches' first datagrams.
  private func work(_ indices: [Int]) async {
    let workers = self.workers
    if indices.count == 1 { return workers[0].work(firstIndex: indices[0]) }
    await withTaskGroup { group in
      // As many tasks as threads, each for every so many batches.
      for first in 0..<min(plan.threads, indices.count) {
        group.addTask { [threads = plan.threads] in
          for place in stride(from: first, to: indices.count, by: threads) {
            workers[place].work(firstIndex: indices[place])
          }
        }
      }
    }
  }

  /// The first batches, for the vote over editions.
  private func sample(_ feed: inout BatchFeed) throws -> [AsterixBatch] {
    var batches: [AsterixBatch] = []
    for _ in 0..<4 {
      var batch = AsterixBatch()
      guard try asFailure({ () throws(FeedError) in try feed.next(into: &batch) }) else { break }
      batches.append(batch)
    }
    return batches
  }

  /// Sets the workers up once the beginning of the input is known.
  private func begin(_ early: [AsterixBatch], _ sink: inout DecodeSink) {
    var vote = EditionVote(inUse: plan.editions)
    for batch in early { vote.add(batch) }
    let results = vote.results()
    let editions = say(results, switching: plan.editions)
    let columns = sink.csvColumns(for: early)
    let count = plan.threads == 1 ? 1 : plan.threads * 2
    let plan = plan.settled(by: early)
    workers = (0..<count).map { _ in DecodeWorker(plan, editions: editions, csvColumns: columns) }
  }

  private func take(_ result: borrowing DecodedBatch, _ datagram: DecodedDatagram, _ sink: inout DecodeSink) throws {
    records += result.records
    refusals += result.refusals
    differences += result.differences
    if firstDifference == nil { firstDifference = result.firstDifference }
    if plan.format == .summary {
      summary.add(datagram, where: plan.filter.isOpen ? nil : { self.plan.filter.accepts($0, in: datagram) })
    }
    try sink.write(result)
  }

  private func finish(_ sink: inout DecodeSink, title: String) throws {
    if plan.format == .summary {
      for line in SummaryText.lines(
        path: input, title: title, summary: summary, datagrams: datagrams, refusals: feedRefusals)
      {
        try sink.writeLine(line)
      }
    }
    if plan.checks {
      Terminal.say("\(input): \(records) records encoded anew, \(differences) differ")
      if let firstDifference { Terminal.say("\(input): the first: \(firstDifference)") }
    }
    if duplicates > 0 { Terminal.say("\(input): \(duplicates) datagrams repeat another and were left out") }
    for refusal in feedRefusals { Terminal.say("\(input): \(refusal.reason): \(refusal.count)") }
    if refusals > 0 {
      Terminal.say(
        "\(input): \(records) records read, \(refusals) refusals: --format jsonl shows each with its place and reason")
    }
  }

  // MARK: Live

  /// Receives until the program is told to end (SIGINT, SIGTERM).
  func receive(into sink: inout DecodeSink) async throws {
    let address = try asFailure { () throws(FeedError) in try FeedAddress.parse(input) }
    guard case .udp(let endpoint) = address else {
      throw Failure(.usage, "cannot decode \(input): expected udp://GROUP:PORT or a file")
    }
    if plan.restamp?.startsNow == true {
      throw Failure(.usage, "--restamp-time now is for recordings: live data carries the present")
    }
    let receiver = UDPReceiver(endpoint)
    let (stream, continuation) = AsyncStream<[FeedDatagram]>.makeStream(bufferingPolicy: .bufferingNewest(1024))
    let name = input
    let dropped = Atomic(0)
    let receiving = Task {
      try await receiver.run {
        guard case .dropped(let batch) = continuation.yield($0) else { return }
        dropped.add(batch.count, ordering: .relaxed)
      } state: {
        Terminal.say("\(name): \($0)")
      }
    }
    let watching = Task {
      for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
        continuation.finish()
        return
      }
    }
    begin([], &sink)
    var vote: EditionVote? = EditionVote(inUse: plan.editions)
    var duplicateFilter = plan.dropsDuplicates ? DuplicateFilter() : nil
    for await received in stream {
      var batch = AsterixBatch()
      for datagram in received {
        if duplicateFilter?.isDuplicate(datagram.payload) == true { continue }
        batch.append(datagram.payload.span, byteOffset: datagrams)
      }
      try decodeLive(batch, &vote, &sink)
    }
    duplicates = duplicateFilter?.duplicates ?? 0
    receiving.cancel()
    watching.cancel()
    say(vote?.results() ?? [], switching: plan.editions)
    let lost = receiver.counters.dropped + dropped.load(ordering: .relaxed)
    if lost > 0 { Terminal.say("\(input): \(lost) datagrams came too fast and were dropped") }
    try finish(&sink, title: "live, \(receiver.counters.received) datagrams received, \(lost) dropped")
  }

  /// Says what the vote has against the editions in use; returns the ones to use from now on.
  @discardableResult
  private func say(_ results: [EditionVote.Result], switching editions: EditionSelection) -> EditionSelection {
    var editions = editions
    for result in results {
      guard let warning = result.warning else { continue }
      guard plan.categoriesVoted.contains(result.category), case .anotherFitsBetter(let edition) = result.verdict else {
        Terminal.say("\(input): \(warning)")
        continue
      }
      let sender = result.source.map { " from \($0)" } ?? ""
      Terminal.say("\(input): category \(result.category)\(sender) is read in edition \(edition), which fits best")
      editions.select(edition, category: result.category, source: result.source)
    }
    return editions
  }

  private func decodeLive(_ batch: AsterixBatch, _ vote: inout EditionVote?, _ sink: inout DecodeSink) throws {
    vote?.add(batch)
    if let sated = vote, sated.isSated {
      vote = nil
      let editions = say(sated.results(), switching: plan.editions)
      if !plan.categoriesVoted.isEmpty { workers[0].use(editions) }
    }
    workers[0].take(batch)
    workers[0].work(firstIndex: datagrams)
    datagrams += batch.datagrams.count
    try workers[0].finish { try take($0, $1, &sink) }
    try sink.flush()
  }
}

/// How far a file is read, on a terminal only.
struct DecodeProgress {
  private let size: Int?
  private let began = Date()
  private var last = Date()
  private var isShown = false

  init(size: Int?) { self.size = isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 0 ? size : nil }

  /// At most five times a second.
  mutating func show(octets: Int, records: Int) {
    guard let size, size > 0, Date().timeIntervalSince(last) > 0.2 else { return }
    last = Date()
    isShown = true
    let seconds = last.timeIntervalSince(began)
    let line = String(
      format: "\r%3d %%  %.0f MB/s  %.0f records/s ", min(100, octets * 100 / size), Double(octets) / seconds / 1e6,
      Double(records) / seconds)
    FileHandle.standardError.write(Data(line.utf8))
  }

  mutating func end() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}

/// Runs what throws a feed's error and turns that into the program's own.
func asFailure<Value>(_ work: () throws(FeedError) -> Value) throws -> Value {
  do {
    return try work()
  } catch {
    throw Failure(.job, "\(error)")
  }
}
