import Airspace
import Geodesy
import Testing

@Test(arguments: [
  ("GND", "GND"), ("sfc", "GND"), ("UNL", "UNL"), ("FL195", "FL195"), ("FL 65", "FL065"),
  ("5000 ft AMSL", "5000 ft AMSL"),
  ("5000ft AMSL", "5000 ft AMSL"), ("1524 m AMSL", "5000 ft AMSL"),
])
func readsAVerticalLimit(text: String, published: String) throws {
  let limit = try #require(VerticalLimit(text))
  #expect(limit.description == published)
  #expect(VerticalLimit(limit.description)?.description == published)
}

@Test(arguments: [
  "", "195", "5000", "5000 ft", "FL", "FL12345", "FL-10", "5000 yd AMSL", "GND 5", "ft AMSL", "1e9 ft AMSL",
])
func refusesALimitThatDoesNotSayWhatItIs(text: String) {
  #expect(VerticalLimit(text) == nil)
}

@Test func anAltitudeLimitMovesWithTheQNH() throws {
  let limit = try #require(VerticalLimit("5000 ft AMSL"))
  let standard = limit.pressureAltitude(qnh: nil).feet
  let low = limit.pressureAltitude(qnh: QNH(hectopascals: 1003.25)).feet
  #expect(abs(standard - 5000) < 1e-6)
  #expect(low - standard > 250 && low - standard < 300)
}
