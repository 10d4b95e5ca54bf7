import TestSupport
/// A text with a few bytes changed, put in, taken out or moved, or cut short.
func mutated(_ original: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
  let telling = Array("\n\r,;'\"\\#-0aF \t".utf8) + [0, 0x80, 0xC3, 0xFF]
  var text = original
  for _ in 0..<Int.random(in: 1...6, using: &numbers) where !text.isEmpty {
    let place = Int.random(in: 0..<text.count, using: &numbers)
    let byte = telling.randomElement(using: &numbers) ?? 0
    switch Int.random(in: 0...5, using: &numbers) {
    case 0: text[place] = byte
    case 1: text.insert(byte, at: place)
    case 2: text.remove(at: place)
    case 3: text[place] = UInt8.random(in: 0...255, using: &numbers)
    case 4:
      let end = min(text.count, place + Int.random(in: 1...80, using: &numbers))
      text.insert(contentsOf: text[place..<end], at: Int.random(in: 0...text.count, using: &numbers))
    default: if Bool.random(using: &numbers) { text.removeLast(text.count - place) }
    }
  }
  return text
}
