public import Foundation

/// The console's front end: the files a browser is given, as they lie in the repository.
///
/// The folder holds `index.html` and what it names by relative address; nothing is generated or built.
public enum WebAssets {
  /// The folder whose files are served at the root of the console's address.
  public static var folder: URL {
    (Bundle.module.resourceURL ?? Bundle.module.bundleURL).appendingPathComponent("app", isDirectory: true)
  }
}
