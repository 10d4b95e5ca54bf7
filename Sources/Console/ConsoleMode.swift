public import Runtime

/// What kind of data the console shows; it stands in the strip at the top of every page.
public enum ConsoleMode: String, Sendable, Encodable {
  case live = "LIVE"
  case replay = "REPLAY"
  case exercise = "EXERCISE"
}

/// What the console serves: a picture, its mode, and the controls of a replay where there are any.
public struct ConsoleSession: Sendable {
  public var mode: ConsoleMode
  public var host: PictureHost
  /// Set in REPLAY.
  public var player: ReplayPlayer?
  /// Things every operator should know, shown with the status.
  public var notes: [String]
  /// What is known of aircraft by their addresses.
  public var facts = AircraftFacts()

  /// Makes a session.
  public init(mode: ConsoleMode, host: PictureHost, player: ReplayPlayer? = nil, notes: [String] = []) {
    self.mode = mode
    self.host = host
    self.player = player
    self.notes = notes
  }
}
