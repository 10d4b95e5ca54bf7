import Asterix

/// The ASTERIX codec: `blocks`, `detect` or a framing.
enum AsterixTrial {
  static func run(_ octets: [UInt8], name: String) {
    if name == "blocks" {
      decode(octets)
    } else {
      // A name that is no framing stands for recognising one.
      read(octets, Framing(rawValue: name))
    }
  }

  /// Decodes a datagram twice, writes it in every form, and encodes its records: each must give its own octets.
  private static func decode(_ octets: [UInt8]) {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    // What ends the octets is read otherwise than what does not.
    var twice = AsterixBatch(octetsReserved: 0)
    for _ in 0..<2 { twice.append(octets.span, byteOffset: 0) }
    decoder.decode(twice, into: &datagram)
    var values = AsterixRecordValues()
    var encoded: [UInt8] = []
    for record in datagram.records {
      datagram.read(record, into: &values)
      encoded.removeAll(keepingCapacity: true)
      try? values.encode(into: &encoded)
      precondition(encoded == Array(datagram.bytes[record.byteRange]), "a record does not encode to its own octets")
    }
    var json = AsterixJSONWriter()
    json.write(datagram)
    var text = AsterixTextWriter()
    for record in datagram.records.prefix(4) { text.write(record, of: datagram) }
    var rows = [Category048Fields](repeating: Category048Fields(), count: 4)
    var position = BlockPosition()
    while Category048Fields.read(octets.span, from: &position, into: &rows) > 0 {}
    var vote = EditionVote()
    var batch = AsterixBatch(octetsReserved: 0)
    batch.append(octets.span, byteOffset: 0)
    vote.add(batch)
    _ = vote.results()
  }

  /// Reads a stream in two pieces, with copies and without.
  private static func read(_ octets: [UInt8], _ framing: Framing?) {
    var reader = FramingReader(framing: framing)
    let cut = octets.count / 3
    reader.append(Array(octets[..<cut]))
    while reader.next() != nil {}
    reader.append(Array(octets[cut...]))
    while let frame = reader.nextFrame() {
      var batch = AsterixBatch(octetsReserved: 0)
      reader.copyPayload(of: frame, to: &batch)
    }
    reader.finish()
    while reader.next() != nil {}
  }
}
