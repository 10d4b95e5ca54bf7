/// Where in an array the entry of a key stands: a hash table of fixed places with linear probing, for tables that are looked
/// up at every message. It is never walked, and nothing is taken out but everything; keys chosen to collide cost at most
/// one look at each entry.
struct KeyIndex: Hashable, Sendable {
  /// The key in the upper half, the index plus one in the lower; zero is free. The count is a power of two.
  private var places = [UInt64](repeating: 0, count: 64)
  private(set) var count = 0

  func index(of key: UInt32) -> Int? {
    let span = places.span
    let mask = span.count &- 1
    var place = KeyIndex.hash(key) & mask
    while true {
      let entry = span[place]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry &>> 32) == key { return Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1 }
      place = (place &+ 1) & mask
    }
  }

  /// Adds a key that is not there yet.
  mutating func add(_ key: UInt32, index: Int) {
    count &+= 1
    if count &* 2 > places.count { grow() }
    put(UInt64(key) &<< 32 | UInt64(truncatingIfNeeded: index &+ 1))
  }

  mutating func removeAll() {
    for place in places.indices { places[place] = 0 }
    count = 0
  }

  private mutating func put(_ entry: UInt64) {
    let mask = places.count &- 1
    var place = KeyIndex.hash(UInt32(truncatingIfNeeded: entry &>> 32)) & mask
    while places[place] != 0 { place = (place &+ 1) & mask }
    places[place] = entry
  }

  private mutating func grow() {
    let old = places
    places = [UInt64](repeating: 0, count: old.count &* 2)
    for entry in old where entry != 0 { put(entry) }
  }

  /// Multiplication by 2^32 over the golden ratio spreads neighbouring addresses.
  @inline(__always)
  private static func hash(_ key: UInt32) -> Int { Int(truncatingIfNeeded: (key &* 2_654_435_769) &>> 8) }
}
