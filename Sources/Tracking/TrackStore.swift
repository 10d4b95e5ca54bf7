import Geodesy
import Surveillance

/// All live tracks, found by number, by place, by Mode S address and by another system's number.
///
/// Tracks stay in their slot for life; nothing that is computed depends on which slot that is, so a restored store goes
/// on exactly as the one it was saved from.
struct TrackStore {
  static let none: Int32 = -1

  var slots: [LiveTrack] = []
  /// Slots by ascending track number.
  private(set) var order: [Int32] = []
  private var free: [Int32] = []
  private var removedSlots: [Int32] = []
  private var headsOfCells = BucketHeads()
  private var headsOfAddresses = BucketHeads()
  private var slotOfExternal: [UInt32: Int32] = [:]
  /// The number the next track gets, if it is free.
  var nextNumber: UInt32 = 1

  /// Tracks there are.
  var count: Int { order.count - removedSlots.count }

  /// The slot of a live track with that number.
  func slot(of number: TrackNumber) -> Int? {
    let place = orderIndex(of: number)
    guard place < order.count else { return nil }
    let slot = Int(order[place])
    return slots[slot].published.number == number && slots[slot].isLive ? slot : nil
  }

  /// Index of the first track in `order` whose number is not less.
  private func orderIndex(of number: TrackNumber) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if slots[Int(order[middle])].published.number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A number that no track has. Numbers rise from 1 and begin again only after two thousand million, so that one that was
  /// used is quiet for years; an aircraft that comes back soon gets its own again. A format that numbers tracks with 16 bits
  /// (I062/040) needs a table of its own.
  mutating func takeNumber() -> TrackNumber {
    while true {
      let number = TrackNumber(rawValue: nextNumber)
      nextNumber = nextNumber < 0x7FFF_FFFF ? nextNumber + 1 : 1
      let place = orderIndex(of: number)
      if place >= order.count || slots[Int(order[place])].published.number != number { return number }
    }
  }

  /// Adds a track; gives its slot.
  mutating func insert(_ track: LiveTrack) -> Int {
    let slot: Int
    if let reused = free.popLast() {
      slot = Int(reused)
      slots[slot] = track
    } else {
      slot = slots.count
      slots.append(track)
    }
    if let last = order.last, slots[Int(last)].published.number > track.published.number {
      order.insert(Int32(slot), at: orderIndex(of: track.published.number))
    } else {
      order.append(Int32(slot))
    }
    if let external = track.external {
      slotOfExternal[external.key] = Int32(slot)
    } else {
      placeInGrid(slot, at: track.published.latitudeRadians, track.published.longitudeRadians)
      if let address = track.published.modeSAddress { linkAddress(slot, address) }
    }
    return slot
  }

  /// Adds a track that was saved, by ascending number, filed as it was when it was saved.
  mutating func restore(_ saved: LiveTrack) {
    var track = saved
    let cell = track.cell
    track.cell = TrackGrid.noCell
    let slot = slots.count
    slots.append(track)
    order.append(Int32(slot))
    if let external = track.external {
      slotOfExternal[external.key] = Int32(slot)
    } else {
      if cell == TrackGrid.noCell {
        placeInGrid(slot, at: track.published.latitudeRadians, track.published.longitudeRadians)
      } else {
        linkCell(slot, cell)
      }
      if let address = track.published.modeSAddress { linkAddress(slot, address) }
    }
  }

  /// Takes a track out; its slot is used again after ``compact()``.
  mutating func remove(_ slot: Int) {
    guard slots[slot].isLive else { return }
    unlinkCell(slot)
    unlinkAddress(slot)
    if let external = slots[slot].external, slotOfExternal[external.key] == Int32(slot) {
      slotOfExternal[external.key] = nil
    }
    slots[slot].isLive = false
    removedSlots.append(Int32(slot))
  }

  /// Drops removed tracks from the order.
  mutating func compact() {
    guard !removedSlots.isEmpty else { return }
    let slots = slots
    order.removeAll { !slots[Int($0)].isLive }
    free.append(contentsOf: removedSlots)
    removedSlots.removeAll(keepingCapacity: true)
  }

  // MARK: By place

  /// Files a track under the cell of a place.
  mutating func placeInGrid(_ slot: Int, at latitudeRadians: Double, _ longitudeRadians: Double) {
    let cell = TrackGrid.cell(
      page: slots[slot].published.page, latitudeRadians: latitudeRadians, longitudeRadians: longitudeRadians)
    guard cell != slots[slot].cell else { return }
    unlinkCell(slot)
    linkCell(slot, cell)
  }

  private mutating func linkCell(_ slot: Int, _ cell: UInt64) {
    let head = headsOfCells[cell]
    slots[slot].cell = cell
    slots[slot].nextInCell = head
    slots[slot].previousInCell = Self.none
    if head != Self.none { slots[Int(head)].previousInCell = Int32(slot) }
    headsOfCells[cell] = Int32(slot)
  }

  private mutating func unlinkCell(_ slot: Int) {
    let cell = slots[slot].cell
    guard cell != TrackGrid.noCell else { return }
    let (next, previous) = (slots[slot].nextInCell, slots[slot].previousInCell)
    if next != Self.none { slots[Int(next)].previousInCell = previous }
    if previous != Self.none {
      slots[Int(previous)].nextInCell = next
    } else {
      headsOfCells[cell] = next
    }
    slots[slot].cell = TrackGrid.noCell
  }

  /// Collects the slots of tracks filed near a place, in no order that means anything.
  func gather(page: PicturePage, near place: GeodeticPosition, into found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    TrackGrid.visitAround(
      page: page, latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians
    ) { cell in
      var slot = headsOfCells[cell]
      while slot != Self.none {
        if slots[Int(slot)].cell == cell { found.append(slot) }
        slot = slots[Int(slot)].nextInCell
      }
    }
  }

  // MARK: By identity

  /// Files a track under its address.
  mutating func linkAddress(_ slot: Int, _ address: ModeSAddress) {
    slots[slot].nextOfAddress = headsOfAddresses[UInt64(address.rawValue)]
    headsOfAddresses[UInt64(address.rawValue)] = Int32(slot)
  }

  private mutating func unlinkAddress(_ slot: Int) {
    guard let address = slots[slot].published.modeSAddress, slots[slot].external == nil else { return }
    let next = slots[slot].nextOfAddress
    var current = headsOfAddresses[UInt64(address.rawValue)]
    if current == Int32(slot) {
      headsOfAddresses[UInt64(address.rawValue)] = next
      return
    }
    while current != Self.none {
      if slots[Int(current)].nextOfAddress == Int32(slot) {
        slots[Int(current)].nextOfAddress = next
        return
      }
      current = slots[Int(current)].nextOfAddress
    }
  }

  /// The first slot of a track with an address, or ``none``.
  func firstSlot(of address: ModeSAddress) -> Int32 {
    slot(of: address, from: headsOfAddresses[UInt64(address.rawValue)])
  }

  /// The next slot of a track with the same address, or ``none``.
  func nextSlot(after slot: Int) -> Int32 {
    guard let address = slots[slot].published.modeSAddress else { return Self.none }
    return self.slot(of: address, from: slots[slot].nextOfAddress)
  }

  /// The first slot of a chain with that address: others share the chain.
  private func slot(of address: ModeSAddress, from first: Int32) -> Int32 {
    var slot = first
    while slot != Self.none, slots[Int(slot)].published.modeSAddress != address {
      slot = slots[Int(slot)].nextOfAddress
    }
    return slot
  }

  /// The slot of another system's track.
  func slot(ofExternal key: UInt32) -> Int? { slotOfExternal[key].map(Int.init) }
}

/// The first slots of chains, by a hash of what the chain is of; one chain may hold the tracks of several keys.
private struct BucketHeads {
  private static let bits = 15
  private var heads = [Int32](repeating: TrackStore.none, count: 1 << bits)

  subscript(key: UInt64) -> Int32 {
    get { heads[Self.bucket(key)] }
    set { heads[Self.bucket(key)] = newValue }
  }

  /// Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4).
  private static func bucket(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> (64 - UInt64(bits))) }
}
