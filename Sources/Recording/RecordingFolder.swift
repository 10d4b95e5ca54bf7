import Glibc

/// The names of a recording's segments.
enum RecordingFolder {
  /// Segment file names in the order they were written; throws the reason where the folder cannot be listed.
  static func segmentNames(in folder: String) throws(SystemFailure) -> [String] {
    guard let stream = opendir(folder) else { throw SystemFailure.current() }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafeBytes(of: item.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if SegmentName.number(in: name) != nil { names.append(name) }
    }
    return names.sorted()
  }
}
