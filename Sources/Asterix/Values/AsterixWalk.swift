/// Receives the contents of a record, item by item, in the order of its octets.
public protocol AsterixVisitor {
  /// An item with named parts begins: a group, an extended or a compound item. Inside a list the name is empty.
  mutating func beginParts(_ name: String)
  mutating func endParts()
  /// A repetitive item begins; what follows until ``endList()`` has no names of its own.
  mutating func beginList(_ name: String)
  mutating func endList()
  mutating func element(_ element: AsterixElement)
  /// Octets without a value: a special purpose field, an expansion field that fits no definition, an element of more
  /// than 64 bits.
  mutating func octets(_ name: String, _ octets: ArraySlice<UInt8>)
  /// A decoded Comm-B register begins, after all items: its fields follow as elements.
  /// - Parameters:
  ///   - item: The item it stands in, for example "250" or "380/MB".
  ///   - index: Its place in that item's list.
  ///   - register: Its number, for example "4,0".
  mutating func beginRegister(item: String, index: Int, register: String)
  mutating func endRegister()
}

/// One element of a record.
public struct AsterixElement: Sendable {
  /// What an element's bits mean.
  public enum Kind: Sendable { case raw, table, string, integer, quantity, commB }

  let definition: CategoryDefinition
  let node: LayoutNode
  let content: Content
  /// The bits as an unsigned number.
  public let raw: UInt64
  /// The physical value where the element is a quantity, its whole number otherwise.
  public let physical: Double

  /// Its name as the definition writes it, for example "RHO"; empty inside a list.
  public var name: String { definition.texts[Int(node.name)] }
  /// Its title as the definition writes it, for example "System Area Code"; may be empty.
  public var title: String { definition.texts[Int(node.title)] }
  public var bitCount: Int { Int(node.bits) }
  public var kind: Kind { content.publicKind }

  /// The bits as a signed number where the definition says so, as an unsigned one otherwise.
  public var integer: Int64 {
    content.isSigned ? signExtended(raw, bits: bitCount) : Int64(bitPattern: raw)
  }

  /// The physical value in the definition's ``unit``; nil where the element is no quantity.
  public var quantity: Double? { content.kind == .quantity ? physical : nil }

  /// The unit of ``quantity`` as the definition writes it, for example "NM"; empty for none.
  public var unit: String { definition.texts[Int(content.unit)] }

  /// The text that the definition gives for a table's value; nil where there is none.
  public var tableText: String? { content.kind == .table ? definition.tableText(content, value: raw) : nil }

  /// The characters of a string as they were sent, padding included; nil where the element is no string.
  public var string: String? { AsterixText.string(raw, bits: bitCount, content.kind) }

  /// Whether the bounds that the definition states for the value hold; true where it states none.
  public var isInRange: Bool {
    definition.constraints[content.constraints.range].allSatisfy { $0.holds(physical) }
  }

  /// Whether the definition gives a meaning to the value: false for a table's value without a text.
  public var isDefined: Bool { content.kind != .table || definition.tableText(content, value: raw) != nil }
}

extension Content {
  var publicKind: AsterixElement.Kind {
    switch kind {
    case .raw: .raw
    case .table: .table
    case .ascii, .sixBit, .octal: .string
    case .integer: .integer
    case .quantity: .quantity
    case .commB: .commB
    }
  }
}

extension AsterixRecordValues {
  /// Hands everything in the record to `visitor`.
  public func walk<Visitor: AsterixVisitor>(with visitor: inout Visitor) {
    guard let definition = generatedDefinition(category) else { return }
    var next = 0
    for entry in entries[..<entryCount] {
      let place = Int(entry.place)
      switch entry.kind {
      case .stretch:
        for part in shapes[0].parts[shapes[0].stretches[place].parts.range] {
          walk(definition.parts[Int(part.place)], definition, &next, with: &visitor)
        }
      case .part:
        walk(definition.parts[place], definition, &next, with: &visitor)
      case .element:
        visitor.element(element(next, node: place, content: Int(entry.raw), definition))
        next += 1
      case .octets:
        visitor.octets(
          definition.name(ofNode: place), kept.octets[KeptOctets.range(entry.raw).clamped(to: kept.octets.indices)])
      case .beginParts:
        let isSequenced = definition.nodes[place].kind == .randomFieldSequencing
        visitor.beginParts(isSequenced ? "" : definition.name(ofNode: place))
      case .endParts: visitor.endParts()
      case .beginList: visitor.beginList(definition.name(ofNode: place))
      case .endList: visitor.endList()
      case .spare: continue
      case .beginRegister: beginRegister(kept.registers[Int(entry.raw)], definition, node: place, with: &visitor)
      case .endRegister: visitor.endRegister()
      }
    }
  }

  private func walk<Visitor: AsterixVisitor>(
    _ part: LayoutPart, _ definition: CategoryDefinition, _ next: inout Int, with visitor: inout Visitor
  ) {
    for outline in definition.outlines[part.outline.range] {
      let node = Int(outline.node)
      switch outline.kind {
      case .beginParts: visitor.beginParts(definition.name(ofNode: node))
      case .endParts: visitor.endParts()
      case .element:
        visitor.element(element(next, node: node, content: Int(definition.nodes[node].content), definition))
        next += 1
      }
    }
  }

  private func element(_ index: Int, node: Int, content: Int, _ definition: CategoryDefinition) -> AsterixElement {
    AsterixElement(
      definition: definition, node: definition.nodes[node], content: definition.contents[content],
      raw: elements[index].raw, physical: elements[index].physical)
  }

  private func beginRegister<Visitor: AsterixVisitor>(
    _ place: RegisterPlace, _ definition: CategoryDefinition, node: Int, with visitor: inout Visitor
  ) {
    var item = definition.name(ofNode: Int(place.slot))
    if place.list != place.slot { item += "/" + definition.name(ofNode: Int(place.list)) }
    visitor.beginRegister(item: item, index: Int(place.index), register: definition.name(ofNode: node))
  }
}

extension CategoryDefinition {
  /// The name of a node; "RFS" for a random field sequence, which has none of its own.
  func name(ofNode place: Int) -> String {
    nodes[place].kind == .randomFieldSequencing ? "RFS" : texts[Int(nodes[place].name)]
  }
}
