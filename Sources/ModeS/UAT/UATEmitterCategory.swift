/// What sends, or is told of (RTCA DO-282B, 2.2.4.5.4). "No information" (0) and the reserved codes are nil.
@frozen
public enum UATEmitterCategory: UInt8, Hashable, Sendable, CaseIterable {
  /// Below 15,500 lb (7,000 kg).
  case light = 1
  /// 15,500 to 75,000 lb (34,000 kg).
  case small = 2
  /// 75,000 to 300,000 lb (136,000 kg).
  case large = 3
  case highVortexLarge = 4
  /// Above 300,000 lb.
  case heavy = 5
  /// More than 5 g and 400 kt.
  case highlyManoeuvrable = 6
  case rotorcraft = 7
  case glider = 9
  case lighterThanAir = 10
  case parachutist = 11
  case ultralight = 12
  case unmanned = 14
  case space = 15
  case emergencyVehicle = 17
  case serviceVehicle = 18
  case pointObstacle = 19
  case clusterObstacle = 20
  case lineObstacle = 21
}
