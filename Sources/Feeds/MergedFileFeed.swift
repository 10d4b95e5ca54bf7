public import Surveillance

/// Reads several files as one feed, in the order of their receive times. The files are numbered from 1 in the order given;
/// at equal times the lower number comes first.
public struct MergedFileFeed: Sendable {
  /// The files, in the order given.
  public private(set) var files: [FileFeed]
  /// Files that failed on the way, with the reason; what was read of them before stands.
  public private(set) var failures: [FeedError] = []
  private var heads: [FeedDatagram?]

  /// Opens all the files; throws where one of them cannot be read.
  /// - Parameter recordingDate: As for ``FileFeed``.
  public init(paths: [String], recordingDate: SurveillanceTime? = nil) throws(FeedError) {
    files = []
    for (index, path) in paths.enumerated() {
      let feed = FeedNumber(rawValue: UInt16(clamping: index + 1))
      files.append(try FileFeed(path: path, recordingDate: recordingDate, feed: feed))
    }
    heads = []
  }

  /// Octets read so far, of all files.
  public var bytesRead: Int { files.reduce(0) { $0 + $1.bytesRead } }
  /// Datagrams handed out by the files so far.
  public var datagrams: Int { files.reduce(0) { $0 + $1.datagrams } }

  /// The next datagram by time; nil at the end of all files.
  ///
  /// Throws where a file has nothing usable in it; the next call goes on with the others. A file that fails further on is
  /// among the ``failures``.
  public mutating func next() throws(FeedError) -> FeedDatagram? {
    while heads.count < files.count {
      heads.append(nil)
      try advance(heads.count - 1)
    }
    var earliest: Int?
    for index in heads.indices {
      guard let head = heads[index] else { continue }
      if let best = earliest, let bestHead = heads[best], !Self.isEarlier(head, bestHead) { continue }
      earliest = index
    }
    guard let earliest, let datagram = heads[earliest] else { return nil }
    do { try advance(earliest) } catch { failures.append(error) }
    return datagram
  }

  private static func isEarlier(_ left: FeedDatagram, _ right: FeedDatagram) -> Bool {
    (left.receiveTime ?? .distantPast) < (right.receiveTime ?? .distantPast)
  }

  private mutating func advance(_ index: Int) throws(FeedError) {
    heads[index] = nil
    heads[index] = try files[index].next()
  }
}
