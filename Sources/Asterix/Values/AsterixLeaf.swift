/// One element of a record, looked up by its path.
public struct AsterixLeaf: Sendable {
  public typealias Kind = AsterixElement.Kind

  let definition: CategoryDefinition
  let content: Content
  let nameText: Int32
  /// The bits as an unsigned number; the last 64 of a wider element.
  public let raw: UInt64
  /// The number of bits.
  public let bitCount: Int
  /// The first bit, counted from the start of the datagram.
  public let bitOffset: Int

  /// The element's name, for example "RHO"; an item that is one element has the item's name.
  public var name: String { definition.texts[Int(nameText)] }

  public var kind: Kind { content.publicKind }

  /// The bits as a signed number where the definition says so, as an unsigned one otherwise.
  public var integer: Int64 {
    content.isSigned ? signExtended(raw, bits: bitCount) : Int64(bitPattern: raw)
  }

  /// The physical value in the definition's ``unit``; nil where the element is no quantity.
  public var quantity: Double? { content.kind == .quantity ? content.physical(raw, bits: bitCount) : nil }

  /// The unit of ``quantity`` as the definition writes it, for example "NM"; empty for none.
  public var unit: String { definition.texts[Int(content.unit)] }

  /// The text that the definition gives for a table's value; nil where there is none.
  public var tableText: String? { content.kind == .table ? definition.tableText(content, value: raw) : nil }

  /// The characters of a string as they were sent, padding included (the last 64 bits of a longer one); nil where the
  /// element is no string.
  public var string: String? { AsterixText.string(raw, bits: bitCount, content.kind) }
}

extension DecodedDatagram {
  /// One element of a record by its path, for example `"040/RHO"`, `"380/IAS/IM"`, `"250/0/BDS1"`; nil where absent.
  public func leaf(_ path: String, in record: AsterixRecord) -> AsterixLeaf? {
    generatedDefinition(record.category)?.components(ofPath: path).flatMap { leaf($0, in: record) }
  }

  /// One element by the components of its path: see ``CategoryDefinition/components(ofPath:)``.
  func leaf(_ components: [Int32], in record: AsterixRecord) -> AsterixLeaf? {
    guard let definition = generatedDefinition(record.category) else { return nil }
    let nodes = definition.nodes
    let parts = definition.parts
    let steps = definition.steps
    let spares = definition.spares
    let contents = definition.contents
    let reader = RecordReader(
      definition: definition, nodes: nodes.span, parts: parts.span, steps: steps.span, spares: spares.span,
      contents: contents.span, bytes: bytes.span, itemOffsets: itemOffsets.span, record: record)
    guard let place = reader.place(components) else { return nil }
    let node = nodes[place.node]
    let content = node.contentDepends ? reader.resolve(definition.dependencies[Int(node.content)]) : node.content
    let start = max(place.bit, place.bit + place.bits - 64)
    return AsterixLeaf(
      definition: definition, content: contents[Int(content)], nameText: node.name,
      raw: readBits(bytes.span, start: start, count: min(64, place.bits)), bitCount: place.bits,
      bitOffset: place.bit)
  }
}

extension CategoryDefinition {
  /// The components of a path: places of names, `~index` for the index of a repetition; nil where one is unknown.
  func components(ofPath path: String) -> [Int32]? {
    var components: [Int32] = []
    for (index, part) in path.split(separator: "/").enumerated() {
      if let place = place(ofText: String(part)), index == 0 || Int(part) == nil {
        components.append(place)
      } else if index > 0, let number = Int32(part), number >= 0 {
        components.append(~number)
      } else {
        return nil
      }
    }
    return components
  }
}
