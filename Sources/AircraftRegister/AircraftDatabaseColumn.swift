/// What a column of an aircraft database says.
public enum AircraftDatabaseColumn: Int, Hashable, Sendable, CaseIterable {
  case address, registration, typeDesignator, typeDescription, typeName, manufacturer, model
  case operatorName, operatorDesignator, ownerName, year
  /// Characters 0 and 1 by place, or a number.
  case flags
  /// A number of bits.
  case flagBits
  case military

  /// The names that headers give the column, the most telling first, in small letters and digits alone.
  ///
  /// "type" is the designator in some files and the name in words in others: it is the designator unless a column that
  /// says so stands beside it. "modes" is the address in a BaseStation table, and whether there is a Mode S transponder
  /// in OpenSky's: it is the address if no other column is.
  var names: [String] {
    switch self {
    case .address:
      ["icao24", "icao", "icaohex", "hex", "icaoaddress", "icao24bitaddress", "modescodehex", "address", "modes"]
    case .registration: ["registration", "reg", "r", "tailnumber", "tail"]
    case .typeDesignator: ["typecode", "icaotypecode", "icaotype", "typedesignator", "t", "type"]
    case .typeDescription: ["icaoaircraftclass", "icaoaircrafttype", "typedescription"]
    case .typeName: ["typelong", "typename", "desc", "description"]
    case .manufacturer: ["manufacturername", "manufacturer", "manufacturericao"]
    case .model: ["model", "type"]
    case .operatorName: ["operator", "operatorname", "airline"]
    case .operatorDesignator: ["operatoricao", "operatorflagcode"]
    case .ownerName: ["owner", "ownop", "ownername", "registeredowners", "registeredowner"]
    case .year: ["year", "yearbuilt", "built"]
    case .flags: ["flags"]
    case .flagBits: ["dbflags"]
    case .military: ["military", "mil"]
    }
  }

  /// How an error or a report calls it.
  var title: String {
    switch self {
    case .address: "address"
    case .registration: "registration"
    case .typeDesignator: "type designator"
    case .typeDescription: "type description"
    case .typeName: "type name"
    case .manufacturer: "manufacturer"
    case .model: "model"
    case .operatorName: "operator"
    case .operatorDesignator: "operator designator"
    case .ownerName: "owner"
    case .year: "year"
    case .flags, .flagBits: "flags"
    case .military: "military"
    }
  }
}
