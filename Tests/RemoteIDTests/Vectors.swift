import Foundation
import TestSupport

@testable import RemoteID

/// One line of the reference vectors, or one message of a pack in it.
struct Vector: Decodable {
  var type: String
  var hex: String?
  var messages: [Vector]?
  var idType, uaType: UInt8?
  var uasID: String?
  var status, heightType, hAcc, vAcc, baroAcc, spdAcc, tsAcc: UInt8?
  var direction, speedH, speedV, lat, lon, altBaro, altGeo, height, timestamp: Double?
  var descType: UInt8?
  var desc: String?
  var opLocType, classType, catEU, classEU: UInt8?
  var opLat, opLon, areaRadius, areaCeiling, areaFloor, opAltGeo: Double?
  var areaCount: UInt16?
  var opIdType: UInt8?
  var operatorID: String?
  var authType, page, lastPage, length: UInt8?
  var data: String?

  var octets: [UInt8] { Vector.octets(hex ?? "") }

  static func octets(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8($0 < 0x40 ? $0 - 0x30 : ($0 | 0x20) - 0x57) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  static func all() throws -> [Vector] {
    let decoder = JSONDecoder()
    let bytes = TestData.bytes("modes/remoteid-odid-vectors.a.jsonl") ?? []
    return try bytes.split(separator: 0x0A).map { try decoder.decode(Vector.self, from: Data($0)) }
  }
}
