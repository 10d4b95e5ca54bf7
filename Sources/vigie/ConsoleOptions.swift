import ArgumentParser

/// Where the console is served.
struct ConsoleOptions: ParsableArguments {
  @Option(help: "Port of the console; 0 lets the system choose.")
  var port = 8080

  @Option(help: "Address the console listens on. Other machines reach it only by one that is not loopback.")
  var address = "127.0.0.1"

  @Option(help: "Aircraft database: a CSV file of tar1090-db, FlightAware or OpenSky shape (docs/formats).")
  var aircraftDatabase: String?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port takes a number from 0 to 65535, not \(port)")
    }
  }
}
