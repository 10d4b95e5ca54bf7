import ReceiverReports

/// Gathers a receiver's list of aircraft (`aircraft.json`), which can be read only whole.
struct AircraftListDocument: Sendable {
  /// A larger document is refused without being kept.
  static let longestOctets = JSONReader.longestTextOctets

  private var octets: [UInt8] = []
  private var isTooLong = false

  mutating func append(_ chunk: [UInt8]) {
    guard !isTooLong, octets.count + chunk.count <= Self.longestOctets else {
      isTooLong = true
      octets = []
      return
    }
    octets += chunk
  }

  /// Why there is no list, in a few words.
  struct Refusal: Error {
    var reason: String
  }

  /// The list, and gives up what was gathered.
  mutating func read() throws(Refusal) -> AircraftJSON {
    guard !isTooLong else { throw Refusal(reason: "a document of more than \(Self.longestOctets >> 20) MiB") }
    defer { octets = [] }
    do throws(AircraftJSON.DocumentError) { return try AircraftJSON(octets: octets) } catch {
      throw Refusal(reason: "\(error)")
    }
  }
}
