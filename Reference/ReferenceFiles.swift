public import Foundation

/// The dated lists that come with Vigie.
public enum ReferenceFiles {
  /// Blocks of 24-bit addresses that watchers saw armed forces use.
  public static var militaryAddressBlocks: URL { file("military-address-blocks.txt") }

  private static func file(_ name: String) -> URL {
    Bundle.module.bundleURL.appendingPathComponent("files", isDirectory: true).appendingPathComponent(name)
  }
}
