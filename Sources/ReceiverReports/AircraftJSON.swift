/// An aircraft list in JSON, as readsb, dump1090 and their relatives write it (`aircraft.json`, `data.json`).
///
/// The document is refused only where it is no JSON, or no aircraft list. Otherwise every aircraft with a readable
/// address gives a report; a value of the wrong kind costs itself alone and is listed among the refusals.
public struct AircraftJSON: Hashable, Sendable {
  /// What the document says of itself; nil where it does not.
  public struct Header: Hashable, Sendable {
    /// When it was written: nanoseconds since 1970 UTC, to the microsecond.
    public internal(set) var nowNanoseconds: Int64?
    /// Messages since the receiver started.
    public internal(set) var messageCount: UInt64?
  }

  /// Why a document as a whole is refused.
  public enum DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    case notJSON(JSONError)
    /// Neither an object with an array `aircraft` nor an array.
    case noAircraftList

    public var description: String {
      switch self {
      case .notJSON(let error): "not JSON: \(error)"
      case .noAircraftList: "no aircraft list: expected an object with an array \"aircraft\", or an array"
      }
    }
  }

  /// One value, or one aircraft, that was left out.
  public struct Refusal: Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
      /// Another kind of JSON value than belongs here.
      case wrongKind
      /// A number that no aircraft can have, or not a whole one where it must be.
      case outOfRange
      /// A text that is not of the form, or not one of the words, that belong here.
      case badText
      /// An aircraft without an address: refused altogether.
      case missing
      /// A latitude without a longitude, or the other way round.
      case halfAPosition
    }

    /// Place in the list, from 0; nil for the header.
    public let aircraft: Int?
    /// Nil for the header, and where there is none.
    public let address: ReceiverAddress?
    /// Nil where the aircraft is no object.
    public let key: String?
    public let reason: Reason

    public var description: String {
      let place = aircraft.map { "aircraft \($0)\(address.map { " (\($0))" } ?? ""): " } ?? ""
      let what =
        switch reason {
        case .wrongKind: "the value is of the wrong kind"
        case .outOfRange: "no such value can be"
        case .badText: "the text is not of the form that belongs here"
        case .missing: "missing, so the aircraft is left out"
        case .halfAPosition: "latitude and longitude go together: one is missing"
        }
      return "\(place)\(key.map { "\"\($0)\": " } ?? "")\(what)"
    }
  }

  /// More refusals than this are counted only.
  public static let keptRefusalsMax = 1000

  public private(set) var header = Header()
  public private(set) var reports: [ReceiverReport] = []
  /// The first `keptRefusalsMax`, in the order of the document.
  public private(set) var refusals: [Refusal] = []
  public private(set) var refusalCount = 0
  /// Members of aircraft that have no place in a report, whatever their value.
  public private(set) var ignoredMemberCount = 0
  /// Aircraft whose only position is one that the receiver had already given up (`lastPosition`): they have none here.
  public private(set) var stalePositionCount = 0

  /// Reads a whole document. An array without a header is the form of early dump1090 (`data.json`).
  public init(octets: [UInt8]) throws(DocumentError) {
    let document: JSONValue
    do throws(JSONError) { document = try JSONReader.read(octets) } catch { throw .notJSON(error) }
    switch document {
    case .array(let list):
      readAircraft(list)
    case .object(let members):
      guard case .array(let list)? = members.last(where: { $0.name == "aircraft" })?.value else {
        throw .noAircraftList
      }
      readHeader(members)
      readAircraft(list)
    default: throw .noAircraftList
    }
  }

  private mutating func readHeader(_ members: [JSONMember]) {
    for member in members {
      do throws(JSONField.Problem) {
        switch member.name {
        case "now":
          let seconds = try JSONField.number(member.value, ReceiverLimits.unixSeconds)
          header.nowNanoseconds = AircraftJSON.nanoseconds(seconds)
        case "messages": header.messageCount = UInt64(try JSONField.whole(member.value, 0...0x1p53))
        default: break
        }
      } catch {
        refuse(Refusal(aircraft: nil, address: nil, key: member.name, reason: error.reason))
      }
    }
  }

  private mutating func readAircraft(_ list: [JSONValue]) {
    reports.reserveCapacity(list.count)
    for (place, element) in list.enumerated() {
      guard case .object(let members) = element else {
        refuse(Refusal(aircraft: place, address: nil, key: nil, reason: .wrongKind))
        continue
      }
      guard let hex = members.last(where: { $0.name == "hex" }) else {
        refuse(Refusal(aircraft: place, address: nil, key: "hex", reason: .missing))
        continue
      }
      do throws(JSONField.Problem) {
        let address = try JSONField.address(hex.value)
        var aircraft = AircraftJSONObject(address: address)
        aircraft.read(members, nowNanoseconds: header.nowNanoseconds)
        reports.append(aircraft.report)
        ignoredMemberCount += aircraft.ignoredMemberCount
        if aircraft.hasLastPosition && aircraft.report.position == nil { stalePositionCount += 1 }
        for problem in aircraft.problems {
          refuse(Refusal(aircraft: place, address: address, key: problem.key, reason: problem.reason))
        }
      } catch {
        refuse(Refusal(aircraft: place, address: nil, key: "hex", reason: error.reason))
      }
    }
  }

  private mutating func refuse(_ refusal: Refusal) {
    refusalCount += 1
    if refusals.count < Self.keptRefusalsMax { refusals.append(refusal) }
  }

  /// Of seconds within `ReceiverLimits.unixSeconds`: to the microsecond, which is what a `Double` holds.
  static func nanoseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1e6).rounded()) * 1000 }
}
