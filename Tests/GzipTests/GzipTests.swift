import Foundation
import Gzip
import Testing

/// Samples made by Python's `gzip.compress(…, mtime=0)`.
@Suite struct GzipTests {
  private static let text = Array("t,id\n1,A\n2,B\n".utf8)
  private static let member = octets("H4sIAAAAAAACAyvRyUzhMtRx5DLSceICAJTKmIgNAAAA")
  /// Three million zeros, compressed twice.
  private static let zerosTwice = octets(
    "H4sIAAAAAAACA5Pv5mAAASbmtwcZGYGMJoX/6/M8HBgZRsEoGAWjYBSMglEwCkbBKBgFVAD6bKmLGH0PHNNlAACqklIQfQsAAA==")

  private static func octets(_ base64: String) -> [UInt8] { [UInt8](Data(base64Encoded: base64) ?? Data()) }

  private func inflate(_ octets: [UInt8], piece: Int = .max) throws -> [UInt8] {
    let inflater = GzipInflater()
    var result: [UInt8] = []
    var place = 0
    while place < octets.count {
      let end = piece < octets.count - place ? place + piece : octets.count
      try inflater.inflate(Array(octets[place..<end])) { result.append(contentsOf: $0) }
      place = end
    }
    try inflater.finish()
    return result
  }

  @Test(arguments: [1, 2, 7, 1000]) func inflatesInPiecesOfAnySize(piece: Int) throws {
    #expect(try inflate(Self.member, piece: piece) == Self.text)
  }

  @Test func membersThatFollowEachOtherAreOneStream() throws {
    #expect(try inflate(Self.member + Self.member, piece: 5) == Self.text + Self.text)
  }

  @Test func zerosAfterTheLastMemberArePadding() throws {
    #expect(try inflate(Self.member + [0, 0, 0], piece: 4) == Self.text)
  }

  @Test func handsOutLargeContentInBoundedPieces() throws {
    let once = try inflate(Self.zerosTwice)
    let inflater = GzipInflater()
    var total = 0
    var isZero = true
    var largest = 0
    try inflater.inflate(once) { piece in
      total += piece.count
      largest = max(largest, piece.count)
      isZero = isZero && piece.allSatisfy { $0 == 0 }
    }
    try inflater.finish()
    #expect(total == 3_000_000 && isZero && largest <= GzipInflater.pieceSize)
  }

  @Test func aStreamCutAnywhereIsTruncated() {
    for count in 0..<Self.member.count {
      #expect(throws: GzipError.truncated, "cut at \(count)") { try inflate(Array(Self.member[..<count])) }
    }
  }

  @Test func everyChangedOctetGivesTheTextOrARefusal() {
    for index in Self.member.indices {
      for change in [UInt8(1), 0x10, 0xFF] {
        var octets = Self.member
        octets[index] ^= change
        if let result = try? inflate(octets) { #expect(result == Self.text, "octet \(index)") }
      }
    }
  }

  @Test func saysWhereAndWhyAStreamIsDamaged() {
    #expect(throws: GzipError.damaged(reason: "incorrect header check", offset: 2)) { try inflate(Self.text) }
    var octets = Self.member
    octets[octets.count - 8] ^= 1
    #expect(throws: GzipError.damaged(reason: "incorrect data check", offset: Int64(octets.count - 4))) {
      try inflate(octets)
    }
  }
}
