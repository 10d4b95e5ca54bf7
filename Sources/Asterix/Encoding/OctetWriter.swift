/// Writes bits, most significant first, into storage that is there already.
///
/// What does not fit is not written: ``isFull`` says so, and the whole is to be written again with more room.
struct OctetWriter: ~Copyable, ~Escapable {
  /// How many octets past the last one written the storage must have.
  static let slack = 8

  private var storage: MutableSpan<UInt8>
  /// Where the next octet goes.
  private(set) var position: Int
  /// Bits that are not yet a whole octet, at the high end.
  private var pending: UInt64 = 0
  private var pendingBits = 0
  private(set) var isFull = false

  @_lifetime(copy storage)
  init(_ storage: consuming MutableSpan<UInt8>, position: Int) {
    self.storage = storage
    self.position = position
  }

  var isAligned: Bool { pendingBits == 0 }

  /// - Parameter bits: At most 64; `value` has no bit above them.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func write(_ value: UInt64, bits: Int) {
    if bits <= 56 { return write(atHighEnd: value &<< UInt64(64 &- bits), bits: bits) }
    write(atHighEnd: (value &>> UInt64(bits &- 32)) &<< 32, bits: 32)
    write(atHighEnd: value &<< UInt64(64 &- (bits &- 32)), bits: bits &- 32)
  }

  /// - Parameter bits: At most 56; `word` has no bit below its highest `bits`.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func write(atHighEnd word: UInt64, bits: Int) {
    let all = pending | word &>> UInt64(pendingBits)
    store(all, at: position)
    let count = pendingBits &+ bits
    position &+= count &>> 3
    pendingBits = count & 7
    pending = all &<< UInt64(count & ~7)
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func store(_ word: UInt64, at place: Int) {
    guard place >= 0, storage.count >= 8, place <= storage.count &- 8 else {
      isFull = true
      return
    }
    // The compiler makes one store of these.
    storage[place] = UInt8(truncatingIfNeeded: word &>> 56)
    storage[place &+ 1] = UInt8(truncatingIfNeeded: word &>> 48)
    storage[place &+ 2] = UInt8(truncatingIfNeeded: word &>> 40)
    storage[place &+ 3] = UInt8(truncatingIfNeeded: word &>> 32)
    storage[place &+ 4] = UInt8(truncatingIfNeeded: word &>> 24)
    storage[place &+ 5] = UInt8(truncatingIfNeeded: word &>> 16)
    storage[place &+ 6] = UInt8(truncatingIfNeeded: word &>> 8)
    storage[place &+ 7] = UInt8(truncatingIfNeeded: word)
  }

  /// Puts eight octets past the last one written, for ``advance(octets:)`` to pass them.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func put(_ word: UInt64, at octet: Int) { store(word, at: position &+ octet) }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func advance(octets: Int) { position &+= octets }

  /// Writes a whole octet; only where ``isAligned``.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func write(octet: UInt8) {
    guard position < storage.count else {
      isFull = true
      return
    }
    storage[position] = octet
    position &+= 1
  }

  /// Writes octets whose last bits announce the next one; only where ``isAligned``.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func writeExtensionOctets(_ count: Int) {
    for place in 0..<count { write(octet: place < count &- 1 ? 1 : 0) }
  }

  /// Sets bits of an octet written before.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func set(_ bits: UInt8, at place: Int) {
    guard place < position else { return }
    storage[place] |= bits
  }
}
