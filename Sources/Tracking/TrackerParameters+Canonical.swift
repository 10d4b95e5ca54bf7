public import Surveillance

extension TrackerParameters {
  /// Every number held as a `Double`, in the order of the canonical form.
  private static let numbers: [any WritableKeyPath<TrackerParameters, Double> & Sendable] = [
    \.modelDwellSeconds,
    \.agileShare,
    \.transportAgileShare,
    \.fastAgileShare,
    \.transportLeastSpeedMetresPerSecond,
    \.transportGreatestSpeedMetresPerSecond,
    \.cooperativeAgileShare,
    \.agilityMemorySeconds,
    \.speedSigmaMetresPerSecond,
    \.groundSpeedSigmaMetresPerSecond,
    \.greatestSpeedMetresPerSecond,
    \.reportedVelocitySigmaMetresPerSecond,
    \.localTrackVelocitySigmaMetresPerSecond,
    \.slowAccelerationMetresPerSecondSquared,
    \.slowTurningSpeedMetresPerSecond,
    \.accelerationPerSpeed,
    \.accelerationSpread,
    \.adsbLatencySeconds,
    \.adsbLatencySigmaSeconds,
    \.adsbPersistence,
    \.adsbSigmaMetres,
    \.adsbLeastSigmaMetres,
    \.crossRangeLeastSigmaMetres,
    \.planeReachMetres,
    \.slowHeightMetres,
    \.slowHeightSigmaMetres,
    \.unknownHeightMetres,
    \.unknownHeightSigmaMetres,
    \.fastHeightMetres,
    \.fastHeightSigmaMetres,
    \.slowSpeedMetresPerSecond,
    \.fastSpeedMetresPerSecond,
    \.greatestAssumedElevationSine,
    \.greatestLearntElevationSine,
    \.heightDriftSquareMetresPerSecond,
    \.heightGate,
    \.heightLeastView,
    \.levelServesSeconds,
    \.pressureHeightSigmaMetres,
    \.levelSigmaMetres,
    \.levelProcessNoise,
    \.levelJumpMetres,
    \.latenessToleranceSeconds,
    \.slightLatenessSeconds,
    \.duplicateMemorySeconds,
    \.sameBroadcastMetres,
    \.sameBroadcastSeconds,
    \.greatestAgeSeconds,
    \.greatestLeadSeconds,
    \.batchSeconds,
    \.unknownPeriodSeconds,
    \.longestLearntPeriodSeconds,
    \.broadcastLeastPeriodSeconds,
    \.sameScanShare,
    \.gate,
    \.identityGate,
    \.identityForgivenMetres,
    \.unmannedForgivenMetres,
    \.primaryFalseDensity,
    \.primaryFalseDensityTurns,
    \.primaryNewDensity,
    \.secondaryFalseDensity,
    \.sameCodeCost,
    \.sameConspicuityCodeCost,
    \.otherCodeCost,
    \.levelGateSigmaMetres,
    \.levelGateGrowthMetresPerSecond,
    \.greatestLevelCost,
    \.levelGateMetres,
    \.sharedAddressVelocitySigmaMetresPerSecond,
    \.greatestCourseCost,
    \.addressedWeight,
    \.secondaryWeight,
    \.primaryWeight,
    \.confirmationWeight,
    \.duplicateAddressWeight,
    \.primaryScore,
    \.primaryConfirmationWeight,
    \.greatestScore,
    \.rangeOffsetSigmaMetres,
    \.azimuthOffsetSigmaRadians,
    \.rangeOffsetDriftMetres,
    \.azimuthOffsetDriftRadians,
    \.clockOffsetSigmaSeconds,
    \.clockOffsetDriftSeconds,
    \.adsbMeanLatencySigmaSeconds,
    \.registrationPersistence,
    \.registrationPairs,
    \.registrationGate,
    \.clockAppliedSigmas,
    \.clockLeastSeconds,
    \.registrationLeastInformation,
    \.registrationIntervalSeconds,
    \.registrationSettledIntervalSeconds,
    \.registrationJumpPairs,
    \.registrationGreatestSay,
    \.registrationJumpEvidence,
    \.registrationDoubtEvidence,
    \.registrationReach,
    \.registrationGreatestStep,
    \.registrationPairSeconds,
    \.registrationSpeedSigmaMetresPerSecond,
    \.registrationOwnAgeSeconds,
    \.registrationOwnSigmaMetres,
    \.registrationTurnMetresPerSecondSquared,
    \.registrationLeastRangeMetres,
    \.leastConfirmedScore,
    \.leastTentativeScore,
    \.missGraceTurns,
    \.assumedDetectionProbability,
    \.primaryHitShare,
    \.tentativeMissedScans,
    \.tentativeGraceSeconds,
    \.tentativeGreatestScans,
    \.echoRadiusMetres,
    \.primaryEchoRadiusMetres,
    \.sameCodeRadiusMetres,
    \.coastingMissedScans,
    \.deletionMissedScans,
    \.deletionLeastSeconds,
    \.deletionGreatestSeconds,
    \.outageHoldSeconds,
    \.addressedDeletionLeastSeconds,
    \.adsbDeletionLeastSeconds,
    \.groundDeletionLeastSeconds,
    \.returnSeconds,
    \.returnSpeedMetresPerSecond,
    \.displacedMemorySeconds,
    \.contributionSeconds,
    \.mergeRadiusMetres,
    \.mergeSpeedMetresPerSecond,
    \.movedSigmas,
    \.movedLeastMetres,
    \.movementLogRatio,
    \.movementRegistrationSigmaMetres,
    \.movingSpeedMetresPerSecond,
    \.movingSigmas,
    \.siteMonitorSeconds,
    \.siteMonitorSigmas,
    \.siteMonitorReachMetres,
    \.siteMonitorSilenceSeconds,
    \.externalMissedPeriods,
    \.externalLeastSilenceSeconds,
    \.externalJumpMetres,
    \.externalSigmaMetres,
    \.externalVelocitySigmaMetresPerSecond,
    \.externalOffsetSigmaMetres,
    \.externalReachMetres,
    \.externalLevelMetres,
    \.externalGate,
    \.externalPartingGate,
    \.externalAmbiguity,
    \.externalFusionSeconds,
    \.externalProcessNoise,
  ]
}

extension TrackerParameters: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(UInt16(truncatingIfNeeded: Self.numbers.count))
    for number in Self.numbers { writer.write(self[keyPath: number]) }
    writer.write(motionModels)
    writer.write(speedClasses)
    writer.write(updatesUntilVelocityIsKnown)
    writer.write(mergeLooks)
    writer.write(siteMonitorScans)
    writer.write(displacedRepeats)
    for looks in [externalPlaceLooks, externalCodeLooks, externalPartingLooks] { writer.write(looks) }
    for bound in [greatestClusterCells, greatestSiteMonitors, greatestTracks, greatestRegisteredRadars] {
      writer.write(Int64(bound))
    }
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init()
    let start = reader.offset
    guard try reader.integer(UInt16.self) == UInt16(Self.numbers.count) else {
      throw .invalid(offset: start, what: "count of tracker parameters")
    }
    for number in Self.numbers { self[keyPath: number] = try reader.double() }
    motionModels = try reader.list()
    guard (1...MotionModelSet.greatestCount).contains(motionModels.count) else {
      throw .invalid(offset: start, what: "motion models of the tracker")
    }
    speedClasses = try reader.list()
    guard (1...16).contains(speedClasses.count) else {
      throw .invalid(offset: start, what: "speed classes of the tracker")
    }
    updatesUntilVelocityIsKnown = try reader.integer()
    mergeLooks = try reader.integer()
    siteMonitorScans = try reader.integer()
    displacedRepeats = try reader.integer()
    externalPlaceLooks = try reader.integer()
    externalCodeLooks = try reader.integer()
    externalPartingLooks = try reader.integer()
    greatestClusterCells = try Self.bound(&reader)
    greatestSiteMonitors = try Self.bound(&reader)
    greatestTracks = try Self.bound(&reader)
    greatestRegisteredRadars = try Self.bound(&reader)
  }

  private static func bound(_ reader: inout CanonicalReader) throws(CanonicalDecodingError) -> Int {
    let start = reader.offset
    guard let value = Int(exactly: try reader.integer(Int64.self)), (0...100_000_000).contains(value) else {
      throw .invalid(offset: start, what: "bound of the tracker")
    }
    return value
  }
}

extension MotionModel: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(turnAccelerationMetresPerSecondSquared)
    writer.write(processNoise)
    writer.write(share)
    writer.write(gentleShare)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      turn: try reader.double(), processNoise: try reader.double(), share: try reader.double(),
      gentleShare: try reader.double())
  }
}
