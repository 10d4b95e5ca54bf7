import ReceiverReports

/// The readers of what receivers say in words.
enum ReceiverReportsTrial {
  /// SBS lines whole, and in two pieces: the same.
  static func readSBS(_ octets: [UInt8]) {
    func elements(_ pieces: [ArraySlice<UInt8>]) -> [SBSReader.Element] {
      var reader = SBSReader()
      var elements: [SBSReader.Element] = []
      for piece in pieces {
        reader.append(piece)
        while let element = reader.next() { elements.append(element) }
      }
      reader.finish()
      while let element = reader.next() { elements.append(element) }
      return elements
    }
    let whole = elements([octets[...]])
    let cut = octets.count / 3
    precondition(whole == elements([octets[..<cut], octets[cut...]]), "a cut changes the lines")
    for case .line(let line, _) in whole {
      guard let report = line.report else { continue }
      _ = SBSLine.lines(report, loggedNanoseconds: nil, marksMultilateration: true)
      keepForm(report)
    }
  }

  static func readAircraftJSON(_ octets: [UInt8]) {
    if let document = try? AircraftJSON(octets: octets) { for report in document.reports { keepForm(report) } }
    _ = try? ReceiverReport(decoding: octets[...])
  }

  /// A report's octets read back as the report.
  private static func keepForm(_ report: ReceiverReport) {
    var octets: [UInt8] = []
    report.encode(into: &octets)
    let again = try? ReceiverReport(decoding: octets[...])
    precondition(again == report, "a report's octets do not read back")
  }
}
