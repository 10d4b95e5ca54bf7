/// How many lines of each kind went by.
@frozen
public struct UATLineCounts: Hashable, Sendable {
  public private(set) var downlinkCount = 0
  public private(set) var uplinkCount = 0
  public private(set) var metadataCount = 0
  public private(set) var refusedCount = 0

  public init() {}

  /// Reads and counts a line.
  public mutating func read(_ text: String) throws(UATLine.Refusal) -> UATLine { try read(text[...]) }

  /// The same for a part of a text.
  public mutating func read(_ text: Substring) throws(UATLine.Refusal) -> UATLine {
    do throws(UATLine.Refusal) {
      let line = try UATLine(text)
      switch line {
      case .downlink: downlinkCount &+= 1
      case .uplink: uplinkCount &+= 1
      case .metadata: metadataCount &+= 1
      }
      return line
    } catch {
      refusedCount &+= 1
      throw error
    }
  }
}
