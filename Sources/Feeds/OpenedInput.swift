/// A file or pipe that was opened and whose beginning was read, to find out what it is.
public struct OpenedInput {
  public let path: String
  let file: InputFile
  /// Its first octets; fewer than asked for at its end, or where a pipe had no more yet.
  let head: [UInt8]

  /// - Parameter path: "-" is standard input.
  public init(path: String) throws(FeedError) {
    self.path = path
    file = try InputFile(path: path == "-" ? "/dev/stdin" : path)
    head = try file.read(at: 0, count: 256 << 10)
  }
}
