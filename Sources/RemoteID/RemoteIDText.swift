extension RemoteIDOctets {
  /// The characters before the first zero, without trailing spaces; nil where there is none, or where one is not a
  /// printable ASCII character (a binary identifier).
  func identifier(from place: Int, count: Int) -> String? {
    let characters = characters(from: place, count: count)
    guard !characters.isEmpty, characters.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return String(decoding: characters, as: UTF8.self)
  }

  /// As `identifier`, but with U+FFFD in place of what is not printable.
  func description(from place: Int, count: Int) -> String? {
    let characters = characters(from: place, count: count)
    guard !characters.isEmpty else { return nil }
    var text = ""
    for character in characters {
      let scalar = (0x20...0x7E).contains(character) ? Unicode.Scalar(character) : "\u{FFFD}"
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  /// A text in ASCII; false, and nothing is written, where it does not fit or has other characters.
  mutating func setText(_ place: Int, _ text: String, count: Int) -> Bool {
    guard text.utf8.count <= count, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return false }
    set(place, text.utf8, count: count)
    return true
  }

  private func characters(from place: Int, count: Int) -> [UInt8] {
    var characters = Array(bytes(from: place, count: count).prefix { $0 != 0 })
    while characters.last == 0x20 { characters.removeLast() }
    return characters
  }
}

/// Lower-case hexadecimal digits, two an octet.
enum RemoteIDHexadecimal {
  static func text(_ octets: some Sequence<UInt8>) -> String {
    var characters: [UInt8] = []
    for octet in octets {
      characters.append(digit(octet &>> 4))
      characters.append(digit(octet & 0x0F))
    }
    return String(decoding: characters, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }
}
