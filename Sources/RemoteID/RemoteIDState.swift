/// What one transmitter has said of its aircraft: the latest message of each kind. Time comes with the messages.
public struct RemoteIDState: Hashable, Sendable {
  /// A value and when it was received.
  public struct Heard<Value: Hashable & Sendable>: Hashable, Sendable {
    public let value: Value
    public let timeNanoseconds: Int64
  }

  /// The latest of each type of identifier, in the order of the types' codes.
  public internal(set) var basicIDs: [Heard<RemoteIDBasicID>] = []
  public internal(set) var location: Heard<RemoteIDLocation>?
  /// The operator's position among others.
  public internal(set) var system: Heard<RemoteIDSystem>?
  public internal(set) var operatorID: Heard<RemoteIDOperatorID>?
  public internal(set) var selfID: Heard<RemoteIDSelfID>?
  /// The latest that was complete.
  public internal(set) var authentication: Heard<RemoteIDAuthentication>?

  /// When anything was last received; nil before.
  public internal(set) var lastHeardNanoseconds: Int64?
  /// Messages taken, those of packs one by one.
  public internal(set) var messageCount = 0
  /// Messages in packs that were refused.
  public internal(set) var refusedCount = 0
  /// How often an identifier gave place to another of the same type: an aircraft has no reason to do so.
  public internal(set) var identifierChanges = 0

  var joiner = RemoteIDAuthenticationJoiner()

  public init() {}

  /// Takes a message, or those of a pack. One that is older than what is held changes nothing but the counts.
  ///
  /// - Parameter timeNanoseconds: When it was received; any epoch, the same for all.
  public mutating func take(_ message: RemoteIDMessage, timeNanoseconds: Int64) {
    if case .pack(let pack) = message {
      refusedCount &+= pack.elements.count &- pack.messages.count
      for message in pack.messages { take(message, timeNanoseconds: timeNanoseconds) }
      return
    }
    messageCount &+= 1
    lastHeardNanoseconds = max(lastHeardNanoseconds ?? timeNanoseconds, timeNanoseconds)
    switch message {
    case .basicID(let value): take(value, timeNanoseconds)
    case .location(let value): Self.keep(value, timeNanoseconds, in: &location)
    case .system(let value): Self.keep(value, timeNanoseconds, in: &system)
    case .operatorID(let value): Self.keep(value, timeNanoseconds, in: &operatorID)
    case .selfID(let value): Self.keep(value, timeNanoseconds, in: &selfID)
    case .authentication(let page):
      if let whole = joiner.take(page, timeNanoseconds: timeNanoseconds) {
        Self.keep(whole, timeNanoseconds, in: &authentication)
      }
    case .pack, .reserved: break
    }
  }

  /// The best identifier heard: the serial number, else the registration, the UUID, the session.
  public var identification: RemoteIDBasicID? {
    basicIDs.first { $0.value.idType != nil && $0.value.hasIdentifier }?.value
  }

  private mutating func take(_ value: RemoteIDBasicID, _ timeNanoseconds: Int64) {
    let code = value.idTypeCode
    guard let place = basicIDs.firstIndex(where: { $0.value.idTypeCode >= code }) else {
      basicIDs.append(Heard(value: value, timeNanoseconds: timeNanoseconds))
      return
    }
    guard basicIDs[place].value.idTypeCode == code else {
      basicIDs.insert(Heard(value: value, timeNanoseconds: timeNanoseconds), at: place)
      return
    }
    var held: Heard<RemoteIDBasicID>? = basicIDs[place]
    if Self.keep(value, timeNanoseconds, in: &held),
      basicIDs[place].value.identifierOctets != value.identifierOctets
    {
      identifierChanges &+= 1
    }
    if let held { basicIDs[place] = held }
  }

  @discardableResult
  private static func keep<Value>(_ value: Value, _ timeNanoseconds: Int64, in held: inout Heard<Value>?) -> Bool {
    if let held, held.timeNanoseconds > timeNanoseconds { return false }
    held = Heard(value: value, timeNanoseconds: timeNanoseconds)
    return true
  }
}
