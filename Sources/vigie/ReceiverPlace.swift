import ArgumentParser
import Engine
import Foundation
import Geodesy
import Surveillance

/// Where the receivers are, as a person says it on the command line.
struct ReceiverPlace: ExpressibleByArgument {
  let latitudeDegrees: Double
  let longitudeDegrees: Double

  /// Latitude and longitude in degrees with a comma between: 43.6,1.4.
  init?(argument: String) {
    let degrees = argument.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard degrees.count == 2, let latitude = degrees[0], let longitude = degrees[1], latitude.magnitude <= 90,
      longitude.magnitude <= 180
    else { return nil }
    latitudeDegrees = latitude
    longitudeDegrees = longitude
  }

  /// The receivers behind feeds 1 ... `feeds`, standing here, but for those that are configured.
  func sensors(feeds: [String], beside configured: [SensorConfiguration]) -> [SensorConfiguration] {
    FeedDescription.numbered(feeds).compactMap { feed in
      let id = SensorID.receiver(feed.number)
      guard !configured.contains(where: { $0.id == id }) else { return nil }
      return SensorConfiguration(
        id: id, name: feed.name,
        antenna: GeodeticPosition(
          latitudeRadians: Angle.radians(fromDegrees: latitudeDegrees),
          longitudeRadians: Angle.radians(fromDegrees: longitudeDegrees)))
    }
  }
}
