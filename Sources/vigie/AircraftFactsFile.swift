import AircraftRegister
import Console
import Foundation
import ReferenceFiles

extension AircraftFacts {
  /// The lists that come with the program, and the user's aircraft database where he names one.
  static func reading(database path: String?) throws -> AircraftFacts {
    AircraftFacts(database: try path.map(readDatabase), militaryBlocks: try readMilitaryBlocks())
  }

  private static func readMilitaryBlocks() throws -> MilitaryAddressBlocks {
    let octets = [UInt8](try Data(contentsOf: ReferenceFiles.militaryAddressBlocks))
    return try MilitaryAddressBlocks(text: octets.span)
  }

  private static func readDatabase(_ path: String) throws -> AircraftDatabase {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
      throw Failure(.job, "cannot read the aircraft database \(path): there is no such file, or it may not be read")
    }
    do {
      let database = try AircraftDatabase(data.span)
      Terminal.say("\(path): \(database.report)")
      return database
    } catch {
      throw Failure(.job, "\(path) is no aircraft database: \(error)")
    }
  }
}
