/// One thing wrong with a configuration file: where, what was expected, what was found and how to mend it.
public struct ConfigurationProblem: Hashable, Sendable {
  /// The file as the caller named it.
  public var file: String
  /// From 1; nil where the whole file is meant.
  public var line: Int?
  public var expected: String
  public var found: String
  public var remedy: String

  public init(file: String, line: Int?, expected: String, found: String, remedy: String) {
    self.file = file
    self.line = line
    self.expected = expected
    self.found = found
    self.remedy = remedy
  }
}

extension ConfigurationProblem: CustomStringConvertible {
  /// One line: `file:line: expected …, found …: how to mend it`.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): expected \(expected), found \(found): \(remedy)"
  }
}

/// Everything wrong with one configuration file, by line.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  public var problems: [ConfigurationProblem]

  public init(problems: [ConfigurationProblem]) {
    self.problems = problems
  }

  /// A line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
