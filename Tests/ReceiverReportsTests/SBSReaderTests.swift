import ModeS
import TestSupport
import Testing

@testable import ReceiverReports

@Suite struct SBSReaderTests {
  private func read(_ octets: [UInt8]) -> (elements: [SBSReader.Element], counts: SBSReader.Counts) {
    var reader = SBSReader()
    reader.append(octets)
    reader.finish()
    return (elements(&reader), reader.counts)
  }

  private func elements(_ reader: inout SBSReader) -> [SBSReader.Element] {
    var elements: [SBSReader.Element] = []
    while let element = reader.next() { elements.append(element) }
    return elements
  }

  private func reports(_ elements: [SBSReader.Element]) -> [ReceiverReport] {
    elements.compactMap { if case .line(let line, _) = $0 { line.report } else { nil } }
  }

  /// Counts and sums were made once from the recordings, by splitting at commas and adding up.
  @Test(.enabled(if: TestData.isAvailable, Comment(rawValue: TestData.absenceComment)))
  func everyLineOfTheDump1090RecordingIsRead() throws {
    let (elements, counts) = read(try SharedFiles.bytes(SharedFiles.dump1090))
    #expect(counts.messages == [74, 0, 801, 792, 262, 172, 224, 1987])
    #expect(counts.allLines == 4312 && counts.refused == 0 && counts.unreadableCallsigns == 0)
    let reports = reports(elements)
    #expect(reports.count == 4312)
    #expect(reports.reduce(0) { $0 + Int($1.address.value) } == 24_639_431_573)
    #expect(reports.reduce(0) { $0 + Int($1.altitudeBarometricFeet ?? 0) } == 26_865_225)
    #expect(reports.reduce(0) { $0 + ($1.groundspeedKnots ?? 0) } == 314_771)
    #expect(reports.reduce(0) { $0 + ($1.trackDegrees ?? 0) } == 124_118)
    #expect(reports.reduce(0) { $0 + Int($1.verticalRateFeetPerMinute ?? 0) } == -413_248)
    #expect(reports.reduce(0) { $0 + Int($1.squawk?.value ?? 0) } == 101_788)
    #expect(reports.count { $0.callsign != nil } == 100 && reports.count { $0.position != nil } == 759)
    #expect(reports.reduce(0) { $0 + Int((($1.position?.latitudeDegrees ?? 0) * 1e5).rounded()) } == 4_542_626_410)
    #expect(reports.count { $0.isOnGround == false } == 3379 && reports.count { $0.isAlert == false } == 434)
    #expect(reports.first?.timeNanoseconds == 1_522_782_148_136_000_000)
  }

  @Test(.enabled(if: TestData.isAvailable, Comment(rawValue: TestData.absenceComment)))
  func everyWholeLineOfTheStratuxRecordingIsRead() throws {
    let (elements, counts) = read(try SharedFiles.bytes(SharedFiles.stratux))
    #expect(counts.messages == [221, 0, 2315, 2288, 24_226, 450, 0, 14_977])
    // 44,481 lines: three starts, the last of them after 3,000 zero octets; one line torn by a start.
    #expect(counts.allLines == 44_481 && counts.recordingStarts == 3 && counts.unreadableCallsigns == 1)
    let refusals = elements.compactMap { element -> Int? in
      if case .refused(let refusal, let line) = element, refusal.column == .dateGenerated { line } else { nil }
    }
    #expect(counts.refused == 1 && refusals == [20_543])
    let reports = reports(elements)
    #expect(reports.reduce(0) { $0 + Int($1.address.value) } == 482_296_010_715)
    #expect(reports.reduce(0) { $0 + Int($1.altitudeBarometricFeet ?? 0) } == 799_444_825)
    #expect(reports.reduce(0) { $0 + Int($1.squawk?.value ?? 0) } == 962_060)
    #expect(reports.count { $0.position != nil } == 2104 && reports.count { $0.isOnGround == true } == 448)
    #expect(reports.count { $0.isSpecialPositionIdentification == true } == 7)
    #expect(reports.reduce(0) { $0 + Int((($1.position?.longitudeDegrees ?? 0) * 1e5).rounded()) } == -17_721_507_441)
    // The recording's start plus the line's offset, for the first line and the first after the second start.
    #expect(reports[0].timeNanoseconds == 1_441_167_819_936_535_519)
    #expect(reports[257].timeNanoseconds == 1_441_167_926_183_014_375)
    #expect(!reports.contains { $0.timeNanoseconds == nil })
  }

  @Test(.enabled(if: TestData.isAvailable, Comment(rawValue: TestData.absenceComment)))
  func linesOfTheRecordingsAreWrittenAsTheyWere() throws {
    let octets = try SharedFiles.bytes(SharedFiles.dump1090)
    for octets in octets.split(separator: 0x0A) {
      let line = try SBSLine(octets: octets)
      var columns = String(decoding: octets.dropLast(), as: UTF8.self).split(
        separator: ",", omittingEmptySubsequences: false)
      // Positions have five decimals there, and six here.
      if !columns[14].isEmpty { (columns[14], columns[15]) = (columns[14] + "0", columns[15] + "0") }
      let report = try #require(line.report)
      #expect(
        SBSLine.lines(report, loggedNanoseconds: line.loggedNanoseconds) == [columns.joined(separator: ",")])
    }
  }

  private func sample() -> [UInt8] {
    var numbers = SeededNumbers(seed: 21)
    var text = "START,Wed Sep 2 04:23:37 +0000 UTC 2015\n\r\n"
    for round in 0..<60 {
      for line in SBSLine.lines(numbers.sbsReport()) { text += (round % 3 == 0 ? "\(round)," : "") + line + "\r\n" }
      if round % 7 == 0 { text += "MSG,3,1,1,XYZ\n\nCLK,,496,-1,,-1\n" }
      if round % 20 == 0 { text += String(repeating: "x", count: 4095 + round / 20) + "\n" }
    }
    return Array((text + "MSG,8,1,1,4AC8B3").utf8)
  }

  @Test func theSameComesOutHoweverTheStreamIsCut() {
    let octets = sample()
    let whole = read(octets)
    #expect(whole.elements.count > 70 && whole.counts.refused == 12 && whole.counts.displayEvents == 9)
    var numbers = SeededNumbers(seed: 8)
    for longest in [1, 2, 7, 100, 1000, 6000] {
      var reader = SBSReader()
      var elements: [SBSReader.Element] = []
      var place = 0
      while place < octets.count {
        let end = min(octets.count, place + numbers.whole(1...longest))
        reader.append(octets[place..<end])
        place = end
        // Sometimes the reader is not asked until more has come.
        if numbers.below(3) > 0 { elements += self.elements(&reader) }
      }
      reader.finish()
      elements += self.elements(&reader)
      #expect(elements == whole.elements && reader.counts == whole.counts)
    }
  }

  @Test func anOverlongLineIsRefusedAndItsNeighboursKept() {
    let good = "MSG,8,1,1,4AC8B3\n"
    for (length, isRefused) in [(4096, false), (4097, true), (4098, true), (100_000, true)] {
      let long = "MSG,8,1,1,4AC8B3" + String(repeating: ",", count: length - 16)
      let (elements, counts) = read(Array((good + long + "\n" + good).utf8))
      #expect(elements.count == 3 && counts.tooLong == (isRefused ? 1 : 0) && counts.refused == counts.tooLong)
      if case .refused(let refusal, let line) = elements[1] {
        #expect(isRefused && refusal.reason == .tooLong && line == 2)
      } else {
        #expect(!isRefused)
      }
      #expect(read(Array((good + long).utf8)).counts.tooLong == counts.tooLong)
    }
  }

  @Test func linesAreNumberedWithTheBlankOnes() {
    let (elements, counts) = read(Array("\n\r\nMSG,8,1,1,4AC8B3\n \nMSG,0\n".utf8))
    #expect(counts.blank == 3 && counts.allLines == 5 && counts.messages(of: .allCallReply) == 1)
    #expect(elements.count == 2)
    if case .line(_, let number) = elements[0] { #expect(number == 3) } else { Issue.record("the message is missing") }
    if case .refused(_, let line) = elements[1] { #expect(line == 5) } else { Issue.record("the refusal is missing") }
  }

  @Test func mutatedLinesAreValuesOrTypedRefusals() {
    var numbers = SeededNumbers(seed: 4096)
    var (accepted, refused) = (0, 0)
    for _ in 0..<2000 {
      let line = SBSLine.lines(numbers.sbsReport())[0]
      let octets = numbers.mutated(Array(line.utf8))
      for element in read(octets).elements {
        switch element {
        case .line(let line, _):
          accepted += 1
          if let report = line.report { check(report) }
        case .refused(let refusal, _):
          refused += 1
          #expect(refusal.found.utf8.count <= 32 && !refusal.description.isEmpty)
        }
      }
    }
    #expect(accepted > 200)
    #expect(refused > 500)
  }

  /// What is accepted is in range, and is written and read back.
  private func check(_ report: ReceiverReport) {
    if let track = report.trackDegrees { #expect((0..<360).contains(track)) }
    if let speed = report.groundspeedKnots { #expect((0...10_000).contains(speed)) }
    var octets: [UInt8] = []
    report.encode(into: &octets)
    #expect((try? ReceiverReport(decoding: octets[...])) == report)
    for line in SBSLine.lines(report) { #expect((try? SBSLine(line).report?.address) == report.address) }
  }

  @Test func anyOctetsAtAllAreSurvived() {
    var numbers = SeededNumbers(seed: 9)
    for _ in 0..<200 {
      let octets = numbers.bytes(numbers.whole(0...2000))
      let (elements, counts) = read(octets)
      #expect(elements.count + counts.blank == counts.allLines)
    }
  }
}
