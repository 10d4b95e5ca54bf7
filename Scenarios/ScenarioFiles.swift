public import Foundation

/// The scenarios that come with Vigie.
public enum ScenarioFiles {
  /// The folder that holds their YAML files.
  public static var folder: URL { Bundle.module.bundleURL.appendingPathComponent("files", isDirectory: true) }
}
