/// What an aircraft told, behind one reference: most plots come without, and reports and tracks are copied often.
struct HeldAircraftData: Hashable, Sendable {
  /// Empty where nothing was ever told.
  private var storage: [AircraftData] = []

  var isHeld: Bool { !storage.isEmpty }

  /// What an unmanned aircraft said of itself, without the rest.
  var unmanned: UnmannedAircraft? { storage.first?.unmanned }

  /// Takes over what `newer` knows; keeps the rest.
  mutating func merge(_ newer: HeldAircraftData) {
    guard newer.isHeld else { return }
    if storage.isEmpty { storage.append(newer.data) } else { storage[0].merge(newer.data) }
  }

  var data: AircraftData {
    get { storage.first ?? AircraftData() }
    set {
      if !storage.isEmpty {
        storage[0] = newValue
      } else if newValue != AircraftData() {
        storage.append(newValue)
      }
    }
  }

  static func == (a: HeldAircraftData, b: HeldAircraftData) -> Bool {
    a.isHeld || b.isHeld ? a.data == b.data : true
  }

  func hash(into hasher: inout Hasher) { hasher.combine(data) }
}
