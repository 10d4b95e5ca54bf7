public import Surveillance
import Geodesy

/// A level as an operator reads it: always with its kind, so that no number stands alone.
public struct DisplayedLevel: Hashable, Sendable {
  /// By what the level was measured. The numbers are those of the picture stream.
  public enum Kind: UInt8, Hashable, Sendable {
    /// Pressure altitude above 1013.25 hPa, in flight levels: F370.
    case flightLevel = 1
    /// Altitude above mean sea level by the QNH entered, in hundreds of feet: A035.
    case altitude = 2
    /// Geometric height above WGS-84, in hundreds of feet: G123.
    case geometric = 3
    /// Height measured by a 3-D radar, in hundreds of feet: H050.
    case measured = 4
  }

  public var kind: Kind
  /// Hundreds of feet.
  public var hundredsOfFeet: Double

  /// The level to show for a track, the most operational one first; nil where no height is known.
  public init?(of track: SystemTrack, settings: PictureSettings) {
    if let pressureAltitude = track.pressureAltitude {
      if let qnh = settings.qnh {
        let altitude = pressureAltitude.altitude(qnh: qnh)
        if altitude.metres < settings.transitionAltitude.metres {
          self.init(kind: .altitude, hundredsOfFeet: altitude.feet / 100)
          return
        }
      }
      self.init(kind: .flightLevel, hundredsOfFeet: pressureAltitude.flightLevel)
    } else if let height = track.geometricHeight {
      self.init(kind: .geometric, hundredsOfFeet: height.feet / 100)
    } else if let height = track.measuredHeight {
      self.init(kind: .measured, hundredsOfFeet: height.feet / 100)
    } else {
      return nil
    }
  }

  private init(kind: Kind, hundredsOfFeet: Double) {
    self.kind = kind
    self.hundredsOfFeet = hundredsOfFeet
  }

  /// Three characters behind the letter of the kind: F370, A035, G123, H050; below zero the first is a minus: F-01.
  public var text: String {
    let letter =
      switch kind {
      case .flightLevel: "F"
      case .altitude: "A"
      case .geometric: "G"
      case .measured: "H"
      }
    let rounded = Phrases.integer(hundredsOfFeet)
    return letter + (rounded < 0 ? "-" : "") + Phrases.padded(rounded.magnitude, digits: rounded < 0 ? 2 : 3)
  }
}
