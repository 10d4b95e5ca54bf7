/// An element that the typed readers take out of every record.
struct ChosenField {
  /// How the value is stored.
  enum Kind {
    /// The physical value in the definition's unit.
    case quantity
    /// The bits as they are.
    case raw
  }
  var path: String
  var name: String
  var kind: Kind
  var comment: String

  init(_ path: String, _ name: String, _ kind: Kind, _ comment: String) {
    self.path = path
    self.name = name
    self.kind = kind
    self.comment = comment
  }

  /// What a tracker needs of each category.
  static let all: [Int: [ChosenField]] = [
    1: [
      .init("010/SAC", "sac", .raw, "I001/010"), .init("010/SIC", "sic", .raw, "I001/010"),
      .init("020/TYP", "isTrack", .raw, "I001/020: 0 a plot, 1 a track"),
      .init("020/SSRPSR", "detection", .raw, "I001/020: 1 primary, 2 secondary, 3 both"),
      .init("040/RHO", "rhoNauticalMiles", .quantity, "I001/040: slant range"),
      .init("040/THETA", "thetaDegrees", .quantity, "I001/040: azimuth"),
      .init("070/MODE3A", "mode3A", .raw, "I001/070: twelve bits"),
      .init("090/HGT", "flightLevel", .quantity, "I001/090: Mode C"),
      .init("161", "trackNumber", .raw, "I001/161"),
      .init("042/X", "xNauticalMiles", .quantity, "I001/042"), .init("042/Y", "yNauticalMiles", .quantity, "I001/042"),
    ],
    10: [
      .init("010/SAC", "sac", .raw, "I010/010"), .init("010/SIC", "sic", .raw, "I010/010"),
      .init("140", "timeOfDaySeconds", .quantity, "I010/140"),
      .init("020/TYP", "detection", .raw, "I010/020"),
      .init("041/LAT", "latitudeDegrees", .quantity, "I010/041: WGS-84"),
      .init("041/LON", "longitudeDegrees", .quantity, "I010/041: WGS-84"),
      .init("042/X", "xMetres", .quantity, "I010/042"), .init("042/Y", "yMetres", .quantity, "I010/042"),
      .init("202/VX", "vxMetresPerSecond", .quantity, "I010/202"),
      .init("202/VY", "vyMetresPerSecond", .quantity, "I010/202"),
      .init("161/TRK", "trackNumber", .raw, "I010/161"),
      .init("060/MODE3A", "mode3A", .raw, "I010/060: twelve bits"),
      .init("220", "address", .raw, "I010/220: the aircraft's 24-bit address"),
      .init("245/CHR", "callsign", .raw, "I010/245: eight characters of six bits"),
    ],
    20: [
      .init("010/SAC", "sac", .raw, "I020/010"), .init("010/SIC", "sic", .raw, "I020/010"),
      .init("140", "timeOfDaySeconds", .quantity, "I020/140"),
      .init("041/LAT", "latitudeDegrees", .quantity, "I020/041: WGS-84"),
      .init("041/LON", "longitudeDegrees", .quantity, "I020/041: WGS-84"),
      .init("042/X", "xMetres", .quantity, "I020/042"), .init("042/Y", "yMetres", .quantity, "I020/042"),
      .init("161/TRN", "trackNumber", .raw, "I020/161"),
      .init("070/MODE3A", "mode3A", .raw, "I020/070: twelve bits"),
      .init("090/FL", "flightLevel", .quantity, "I020/090"),
      .init("220", "address", .raw, "I020/220: the aircraft's 24-bit address"),
      .init("245/CHR", "callsign", .raw, "I020/245: eight characters of six bits"),
    ],
    21: [
      .init("010/SAC", "sac", .raw, "I021/010"), .init("010/SIC", "sic", .raw, "I021/010"),
      .init("073", "timeOfReceptionSeconds", .quantity, "I021/073: of the message with the position"),
      .init("071", "timeOfApplicabilitySeconds", .quantity, "I021/071: of the position"),
      .init("080", "address", .raw, "I021/080: the aircraft's 24-bit address"),
      .init("130/LAT", "latitudeDegrees", .quantity, "I021/130: WGS-84"),
      .init("130/LON", "longitudeDegrees", .quantity, "I021/130: WGS-84"),
      .init("131/LAT", "latitudeFineDegrees", .quantity, "I021/131: WGS-84, high resolution"),
      .init("131/LON", "longitudeFineDegrees", .quantity, "I021/131: WGS-84, high resolution"),
      .init("140", "geometricHeightFeet", .quantity, "I021/140"),
      .init("145", "flightLevel", .quantity, "I021/145"),
      .init("160/GS", "groundSpeedNauticalMilesPerSecond", .quantity, "I021/160"),
      .init("160/TA", "trackAngleDegrees", .quantity, "I021/160"),
      .init("161/TRNUM", "trackNumber", .raw, "I021/161"),
      .init("170", "callsign", .raw, "I021/170: eight characters of six bits"),
    ],
    34: [
      .init("010/SAC", "sac", .raw, "I034/010"), .init("010/SIC", "sic", .raw, "I034/010"),
      .init("000", "messageType", .raw, "I034/000: 1 north marker, 2 sector crossing"),
      .init("030", "timeOfDaySeconds", .quantity, "I034/030"),
      .init("020", "sectorDegrees", .quantity, "I034/020"),
      .init("041", "rotationPeriodSeconds", .quantity, "I034/041"),
    ],
    48: [
      .init("010/SAC", "sac", .raw, "I048/010"), .init("010/SIC", "sic", .raw, "I048/010"),
      .init("140", "timeOfDaySeconds", .quantity, "I048/140"),
      .init("020/TYP", "detection", .raw, "I048/020: see ``DetectionType``"),
      .init("040/RHO", "rhoNauticalMiles", .quantity, "I048/040: slant range"),
      .init("040/THETA", "thetaDegrees", .quantity, "I048/040: azimuth"),
      .init("070/MODE3A", "mode3A", .raw, "I048/070: twelve bits"),
      .init("090/FL", "flightLevel", .quantity, "I048/090"),
      .init("220", "address", .raw, "I048/220: the aircraft's 24-bit address"),
      .init("240", "callsign", .raw, "I048/240: eight characters of six bits"),
      .init("161/TRN", "trackNumber", .raw, "I048/161"),
    ],
    62: [
      .init("010/SAC", "sac", .raw, "I062/010"), .init("010/SIC", "sic", .raw, "I062/010"),
      .init("070", "timeOfDaySeconds", .quantity, "I062/070"),
      .init("040", "trackNumber", .raw, "I062/040"),
      .init("105/LAT", "latitudeDegrees", .quantity, "I062/105: WGS-84"),
      .init("105/LON", "longitudeDegrees", .quantity, "I062/105: WGS-84"),
      .init("100/X", "xMetres", .quantity, "I062/100"), .init("100/Y", "yMetres", .quantity, "I062/100"),
      .init("185/VX", "vxMetresPerSecond", .quantity, "I062/185"),
      .init("185/VY", "vyMetresPerSecond", .quantity, "I062/185"),
      .init("060/MODE3A", "mode3A", .raw, "I062/060: twelve bits"),
      .init("136", "flightLevel", .quantity, "I062/136"),
      .init("220", "rateOfClimbFeetPerMinute", .quantity, "I062/220"),
      .init("380/ADR", "address", .raw, "I062/380: the aircraft's 24-bit address"),
      .init("380/ID", "callsign", .raw, "I062/380: eight characters of six bits"),
    ],
  ]
}
