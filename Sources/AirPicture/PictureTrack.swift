public import Surveillance

/// A track as the picture holds it: the tracker's estimate, who it is thought to be, and what the rules remember of it.
public struct PictureTrack: Hashable, Sendable {
  public var track: SystemTrack
  public var identification: Identification
  /// Whether an active alert concerns it.
  public var isAlerted: Bool
  /// The emergency that its code or its own report declares; nil where there is none.
  public var declaredEmergency: EmergencyState?
  /// What the rules remember between updates.
  var memory = RuleMemory()
}

/// What the alert rules remember of one track.
struct RuleMemory: Hashable, Sendable {
  /// Consecutive updates that declared the same emergency.
  var emergencyUpdates: UInt8 = 0
  /// Consecutive updates from which an entry into some volume was predicted.
  var predictedUpdates: UInt8 = 0
}

extension PictureTrack: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(track)
    writer.write(identification)
    writer.write(isAlerted)
    writer.write(declaredEmergency)
    writer.write(memory.emergencyUpdates)
    writer.write(memory.predictedUpdates)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    track = try reader.value()
    identification = try reader.value()
    isAlerted = try reader.bool()
    declaredEmergency = try reader.optional()
    memory.emergencyUpdates = try reader.integer()
    memory.predictedUpdates = try reader.integer()
  }
}
