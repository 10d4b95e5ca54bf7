import ConfigurationFiles
import Engine
import Surveillance

extension SensorFile {
  /// Reads a sensor file; what is wrong with it ends the program, line by line.
  static func reading(_ path: String) throws -> SensorFile {
    do {
      return try SensorFile(yaml: try TextFile.read(path), file: path)
    } catch let error as ConfigurationError {
      throw Failure(.job, "the sensor file cannot be used", because: error)
    }
  }
}

extension FeedDescription {
  /// Feeds in the order they were named, numbered from 1; number 0 is the system itself.
  static func numbered(_ names: [String]) -> [FeedDescription] {
    names.enumerated().map {
      FeedDescription(number: FeedNumber(rawValue: UInt16(truncatingIfNeeded: $0.offset + 1)), name: $0.element)
    }
  }
}
