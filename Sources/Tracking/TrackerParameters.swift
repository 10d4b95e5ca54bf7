/// Every number the tracker decides by, with its unit and its reason.
///
/// Gates are in squared standard deviations of a two-dimensional innovation: 9.2 holds 99 % of a target's own plots,
/// 18 holds 99.99 %.
public struct TrackerParameters: Hashable, Sendable {
  // MARK: Motion

  /// The models of a bank: straight flight, gentle and strong changes of velocity, turns to either side from a light
  /// aircraft's to a fighter's.
  public var motionModels: [MotionModel] = [
    MotionModel(processNoise: 0.03, share: 0.50, gentleShare: 0.979),
    MotionModel(processNoise: 15, share: 0.14, gentleShare: 0.007),
    MotionModel(processNoise: 100, share: 0.03, gentleShare: 0.0014),
    MotionModel(processNoise: 800, share: 0.02, gentleShare: 1e-5),
    MotionModel(turn: 4, processNoise: 2, share: 0.05, gentleShare: 0.0028),
    MotionModel(turn: -4, processNoise: 2, share: 0.05, gentleShare: 0.0028),
    MotionModel(turn: 11, processNoise: 5, share: 0.06, gentleShare: 0.0032),
    MotionModel(turn: -11, processNoise: 5, share: 0.06, gentleShare: 0.0032),
    MotionModel(turn: 24, processNoise: 60, share: 0.025, gentleShare: 2e-5),
    MotionModel(turn: -24, processNoise: 60, share: 0.025, gentleShare: 2e-5),
    MotionModel(turn: 43, processNoise: 200, share: 0.02, gentleShare: 1e-5),
    MotionModel(turn: -43, processNoise: 200, share: 0.02, gentleShare: 1e-5),
    MotionModel(turn: 64, processNoise: 300, share: 0.015, gentleShare: 1e-5),
    MotionModel(turn: -64, processNoise: 300, share: 0.015, gentleShare: 1e-5),
  ]
  /// A slow aircraft accelerates by no more than this, m/s² (one g sideways); a faster one by so much more for each m/s above
  /// a speed; and how soon stronger models are ruled out beyond it, m/s².
  public var slowAccelerationMetresPerSecondSquared = 10.0
  public var slowTurningSpeedMetresPerSecond = 65.0
  public var accelerationPerSpeed = 0.5
  public var accelerationSpread = 3.0
  /// How many targets manoeuvre hard: of those of low or unknown speed, of those at the speeds of transport, and of faster
  /// ones.
  ///
  /// A gentle target leaves straight flight once in a quarter of an hour (``modelDwellSeconds`` by what its models leave to
  /// others), an agile one each forty seconds: expecting the second of all makes the published error of the others a third too
  /// large.
  public var agileShare = 0.75
  public var transportAgileShare = 0.3
  public var fastAgileShare = 0.95
  /// Transport flies at these speeds, m/s; about both ends its share goes over into the others'.
  public var transportLeastSpeedMetresPerSecond = 95.0
  public var transportGreatestSpeedMetresPerSecond = 260.0
  /// Of low speed with a transponder (civil traffic, most of all); and how long it is remembered what a target did, seconds: a
  /// flight.
  public var cooperativeAgileShare = 0.27
  public var agilityMemorySeconds = 10_000.0
  /// How long a model holds before it is left, seconds: about the length of a manoeuvre.
  public var modelDwellSeconds = 20.0
  /// One standard deviation of an unknown speed in the air, m/s per axis: covers airliners at one, fast jets at three.
  public var speedSigmaMetresPerSecond = 200.0
  /// What a track's second plot is looked for by, where its first says neither who it is nor how fast: slow, middling and
  /// fast targets.
  public var speedClasses: [SpeedClass] = [
    SpeedClass(sigma: 40, processNoise: 2, share: 0.4), SpeedClass(sigma: 110, processNoise: 15, share: 0.3),
    SpeedClass(sigma: 260, processNoise: 100, share: 0.3),
  ]
  /// The same for a target on the ground.
  public var groundSpeedSigmaMetresPerSecond = 15.0
  /// No aircraft we watch is faster, m/s (Mach 2.5 at height); a track that believes more is dropped.
  public var greatestSpeedMetresPerSecond = 850.0
  /// One standard deviation of a velocity that an aircraft reports (ADS-B), m/s per axis: NACv 1 to 2 and its age.
  public var reportedVelocitySigmaMetresPerSecond = 2.0
  /// One standard deviation of a velocity that a radar's own tracker reports, m/s per axis: it only starts a track.
  public var localTrackVelocitySigmaMetresPerSecond = 25.0
  /// ADS-B positions are late by so much, seconds, and an unknown part of it is added to their error along the track.
  public var adsbLatencySeconds = 0.15
  public var adsbLatencySigmaSeconds = 0.1
  /// An aircraft's position errors last: its reports one after another err alike. So many are worth one.
  public var adsbPersistence = 4.0
  /// ADS-B position error where the report does not say, metres; and the least that is believed, since errors last.
  public var adsbSigmaMetres = 100.0
  public var adsbLeastSigmaMetres = 12.0
  /// Least error of a plot across the beam, metres: an antenna close by does not measure to the millimetre.
  public var crossRangeLeastSigmaMetres = 15.0
  /// A track's plane is laid anew at its place when it has flown this far from the origin, metres: over 50 km a tangent
  /// plane stretches distances by 0.003 %.
  public var planeReachMetres = 50_000.0

  // MARK: Height of plots without one

  /// Assumed height and its standard deviation, metres: of slow, of not yet known, of fast targets (most fly between 3 and
  /// 11.5 km; anywhere there alike would be 2,450 m).
  public var slowHeightMetres = 600.0
  public var slowHeightSigmaMetres = 400.0
  public var unknownHeightMetres = 3000.0
  public var unknownHeightSigmaMetres = 2000.0
  public var fastHeightMetres = 7000.0
  public var fastHeightSigmaMetres = 2200.0
  /// Below the first a target counts as slow, above the second as fast, m/s (155 kt, 215 kt).
  public var slowSpeedMetresPerSecond = 80.0
  public var fastSpeedMetresPerSecond = 110.0
  /// A target is never assumed higher above the radar than this share of its range: it must be within the beam.
  public var greatestAssumedElevationSine = 0.4
  /// The same once its plots have told its height: radars see up to 50 degrees.
  public var greatestLearntElevationSine = 0.8
  /// How fast an estimated height becomes uncertain, m²/s: climbs and descents.
  public var heightDriftSquareMetresPerSecond = 500.0
  /// A plot further from the prediction than this teaches no height, squared standard deviations: the target turns.
  public var heightGate = 9.0
  /// A radar tells something of the height where it would move its plots by so much more or less than the track moves,
  /// as a share of the larger.
  public var heightLeastView = 0.3
  /// A track's level serves its plots without one for this long, seconds.
  public var levelServesSeconds = 60.0
  /// Pressure altitude against true height: standard deviation, metres (an air mass 10 K off at 10 km is 350 m off, which
  /// all aircraft near it share).
  public var pressureHeightSigmaMetres = 100.0

  // MARK: Level

  /// Mode C's error, metres: a quantum of 100 ft and the altimeter's own.
  public var levelSigmaMetres = 15.0
  /// Process noise of the level, m²/s³: level-offs within ten seconds.
  public var levelProcessNoise = 0.7
  /// A level this far from the predicted one is taken for a garbled reply until a second one agrees, metres (2,000 ft).
  public var levelJumpMetres = 600.0

  // MARK: Time

  /// A report older than its track by at most this is still used, in its place among the others, seconds.
  public var latenessToleranceSeconds = 8.0
  /// One older by less than this is compared with the track moved back instead, and is news of identity and state, seconds:
  /// sensors are not read to the moment.
  public var slightLatenessSeconds = 0.5
  /// How long a report is remembered, so that a copy of it over a second line is known, seconds.
  public var duplicateMemorySeconds = 10.0
  /// What an aircraft says is heard by several stations: the same place, metres, as finely as they write it, and the same
  /// time, seconds, by their clocks.
  public var sameBroadcastMetres = 5.0
  public var sameBroadcastSeconds = 0.2
  /// A report measured longer before its arrival than this is late for everything, seconds.
  public var greatestAgeSeconds = 30.0
  /// A report from the future beyond this is refused, seconds: the sensor's clock is wrong.
  public var greatestLeadSeconds = 5.0
  /// Plots of one sensor are associated together over this time, seconds: about one sector of a turning antenna.
  public var batchSeconds = 0.5
  /// Period of a sensor's revisits while unknown, and the longest that is learnt, seconds.
  public var unknownPeriodSeconds = 5.0
  public var longestLearntPeriodSeconds = 10.0
  /// Broadcasts are not missed before this time, seconds: they come at random moments.
  public var broadcastLeastPeriodSeconds = 2.0
  /// Two plots of one scanning sensor within this share of its period cannot be the same echo of one target.
  public var sameScanShare = 0.5

  // MARK: Association

  /// Gate, squared standard deviations; a manoeuvre is caught by the models' own spread.
  public var gate = 16.0
  /// Gate of a report with the track's own address: identity vouches for it.
  public var identityGate = 50.0
  /// And this distance is forgiven to identity before the gate is asked, metres: registration errors.
  public var identityForgivenMetres = 1500.0
  /// The same of an unmanned aircraft's own word of its place, where no registration comes in, metres.
  public var unmannedForgivenMetres = 150.0
  /// Density of false primary plots per m² and turn before the clutter map knows better (20 to 200 a turn over the
  /// instrumented range), how many turns of learning that outweighs, and the density of new aircraft.
  public var primaryFalseDensity = 1e-9
  public var primaryFalseDensityTurns = 2.0
  public var primaryNewDensity = 1e-11
  /// The same of secondary plots, false and new together.
  public var secondaryFalseDensity = 1e-10
  /// Cost terms (−2 ln of a likelihood ratio): same discrete code, same conspicuity code, another validated code.
  public var sameCodeCost = -6.0
  public var sameConspicuityCodeCost = -1.0
  public var otherCodeCost = 14.0
  /// Standard deviation of level difference between plot and track, metres, growing with the level's age by m/s; and
  /// the largest cost it can make.
  public var levelGateSigmaMetres = 100.0
  public var levelGateGrowthMetresPerSecond = 10.0
  public var greatestLevelCost = 16.0
  /// Levels further apart are two aircraft, metres.
  public var levelGateMetres = 900.0
  /// A velocity that an aircraft reports against its track's, where two share an address: standard deviation, m/s per axis,
  /// of what a turn makes of it between reports; and the largest cost it can make.
  public var sharedAddressVelocitySigmaMetresPerSecond = 20.0
  public var greatestCourseCost = 40.0
  /// Larger clusters are solved greedily instead of exactly, rows × columns: bounds the time of one step.
  public var greatestClusterCells = 65_536

  // MARK: Initiation

  /// What one plot weighs towards confirmation: with an address or Remote ID's identifier, secondary, primary.
  public var addressedWeight = 3.0
  public var secondaryWeight = 2.0
  public var primaryWeight = 1.5
  /// Weight that confirms: two, three, four plots.
  public var confirmationWeight = 6.0
  /// A plot with a track's address that lies where its aircraft cannot be counts for this long, seconds; after so many more
  /// from there it is another aircraft.
  public var displacedMemorySeconds = 30.0
  public var displacedRepeats: UInt8 = 2
  /// Weight needed where another confirmed track holds the same address: a reflection seldom lasts six scans.
  public var duplicateAddressWeight = 18.0
  /// Logarithm of the odds, target against false plots, that a primary-only track needs, and the plots it needs in any
  /// case (three). The odds begin with those of a single plot: new aircraft against false plots where it is.
  public var primaryScore = 8.0
  public var primaryConfirmationWeight = 4.5
  /// What the score is held at, so that a false track does not live on its past; and below which a confirmed
  /// primary-only track ends.
  public var greatestScore = 20.0
  public var leastConfirmedScore = -3.0
  /// And below which a tentative one ends.
  public var leastTentativeScore = -16.0
  /// Turns of a radar after which its echo is missed: it is a little late where the target flies with the antenna.
  public var missGraceTurns = 1.2
  /// Detection probability the score assumes.
  public var assumedDetectionProbability = 0.7
  /// Plots over scans that a primary-only track needs.
  public var primaryHitShare = 0.5
  /// A tentative track ends after missing this many scans, seconds added.
  public var tentativeMissedScans = 3.2
  public var tentativeGraceSeconds = 0.5
  /// A tentative track that has neither been confirmed nor turned out to stand still ends after this many scans.
  public var tentativeGreatestScans = 30.0
  /// An unassociated primary plot this close to a confirmed track with a transponder is its echo, metres.
  public var echoRadiusMetres = 1500.0
  /// The same close to a primary track, metres.
  public var primaryEchoRadiusMetres = 300.0
  /// An unassociated secondary plot with the discrete code of a track this close is that aircraft, badly placed, metres.
  public var sameCodeRadiusMetres = 6000.0

  // MARK: Registration

  /// One standard deviation of a radar's offsets before anything is known: metres, radians (0.5 degrees), seconds.
  public var rangeOffsetSigmaMetres = 400.0
  public var azimuthOffsetSigmaRadians = 0.009
  public var clockOffsetSigmaSeconds = 0.3
  /// How much they may drift in one second, growing with the square root of time: so that some ten minutes are remembered.
  public var rangeOffsetDriftMetres = 0.2
  public var azimuthOffsetDriftRadians = 4e-6
  public var clockOffsetDriftSeconds = 2e-4
  /// Mean latency of all aircraft's reports against the expected one, one standard deviation, seconds: radars' clocks are
  /// known no better.
  public var adsbMeanLatencySigmaSeconds = 0.03
  /// One aircraft's reports err alike in place and latency: in registration so many are worth one.
  public var registrationPersistence = 4.0
  /// Pairs before range and azimuth are applied, and the gate of a pair, standard deviations.
  public var registrationPairs = 20.0
  public var registrationGate = 4.0
  /// A clock is applied where it differs from nought by so many standard deviations, and by seconds.
  public var clockAppliedSigmas = 3.0
  public var clockLeastSeconds = 0.02
  /// A pair is learnt from where what is known in its direction is worse than this share of its own variance.
  public var registrationLeastInformation = 0.002
  /// A radar is paired no more often than this with own reports, and with other radars, seconds.
  public var registrationIntervalSeconds = 0.1
  /// The same once its errors are known, seconds.
  public var registrationSettledIntervalSeconds = 0.3
  /// A jump is what the last so many pairs say together, each no louder than so many standard deviations, with this
  /// squared deviation (a jump of three standard deviations needs some ten pairs).
  public var registrationJumpPairs = 30.0
  public var registrationGreatestSay = 3.0
  public var registrationJumpEvidence = 60.0
  /// And with this one a radar's plots far from their aircraft's track start no second one.
  public var registrationDoubtEvidence = 15.0
  /// How far from its track an unregistered radar may place an aircraft, standard deviations of the offsets.
  public var registrationReach = 2.5
  /// Detectors of jumps begin again where a step of learning is larger than this share of the prior.
  public var registrationGreatestStep = 0.05
  /// Two radars' plots of one aircraft are compared over this time, seconds; the error of the velocity between them beside
  /// the filter's own, m/s.
  public var registrationPairSeconds = 6.0
  public var registrationSpeedSigmaMetresPerSecond = 3.0
  /// An aircraft's own report serves for this long, seconds, where it is this good, metres; aircraft that turn move off the
  /// straight line by this, m/s².
  public var registrationOwnAgeSeconds = 2.5
  public var registrationOwnSigmaMetres = 60.0
  public var registrationTurnMetresPerSecondSquared = 4.0
  /// Nearer plots say little of azimuth and much of height, metres.
  public var registrationLeastRangeMetres = 10_000.0

  // MARK: Existence

  /// Confirmed tracks coast after missing this many scans of all their sensors.
  public var coastingMissedScans = 2.5
  /// And end after this many.
  public var deletionMissedScans = 3.5
  /// But not before, nor after, seconds.
  public var deletionLeastSeconds = 8.0
  public var deletionGreatestSeconds = 60.0
  /// A track whose only sensor fell silent for everything is held this long, seconds: nothing says that it is gone.
  public var outageHoldSeconds = 25.0
  /// A track with a Mode S address is held this long, seconds: it is known again when it comes back.
  public var addressedDeletionLeastSeconds = 25.0
  /// An ADS-B contribution holds its track at least this long, seconds: broadcasts fade for longer than scans miss.
  public var adsbDeletionLeastSeconds = 30.0
  /// A track on the ground is held this long, seconds: buildings hide it.
  public var groundDeletionLeastSeconds = 60.0
  /// An aircraft with a Mode S address that comes back within this time gets its old number, seconds; where it can have come
  /// from its last place at this speed, or its own where that is higher, m/s.
  public var returnSeconds = 300.0
  public var returnSpeedMetresPerSecond = 250.0
  /// A sensor without news for this long is no longer named as contributing, seconds.
  public var contributionSeconds = 60.0
  /// A track shows its velocity after this many updates.
  public var updatesUntilVelocityIsKnown: UInt32 = 3
  /// Two confirmed tracks closer than this, nowhere contradicting each other and never seen apart by one sensor, are
  /// one aircraft, metres; after so many looks, one every other second.
  public var mergeRadiusMetres = 1200.0
  public var mergeLooks: UInt8 = 2
  /// Their velocities may differ by this, m/s.
  public var mergeSpeedMetresPerSecond = 40.0

  // MARK: Fixed transponders

  /// Displacement that proves a target moves: standard deviations, and at least metres.
  public var movedSigmas = 3.5
  public var movedLeastMetres = 60.0
  /// Logarithm of the odds that a primary-only target moves rather than stands (twenty to one); and what registration may
  /// part the plots of a standing one, metres.
  public var movementLogRatio = 3.0
  public var movementRegistrationSigmaMetres = 30.0
  /// Reported or estimated speed that proves it, m/s (23 kt), the estimate by so many standard deviations.
  public var movingSpeedMetresPerSecond = 12.0
  public var movingSigmas = 4.0
  /// Scans and seconds a transponder stands still before it is a site monitor.
  public var siteMonitorScans: UInt32 = 6
  public var siteMonitorSeconds = 20.0
  /// Plots within so many standard deviations plus so many metres of a site monitor are its replies.
  public var siteMonitorSigmas = 5.0
  public var siteMonitorReachMetres = 100.0
  /// A silent site monitor is forgotten after this time, seconds.
  public var siteMonitorSilenceSeconds = 600.0
  /// Bound on their number.
  public var greatestSiteMonitors = 1024

  // MARK: Other systems' tracks

  /// Silence that ends one: so many times its own update period, at least so many seconds.
  public var externalMissedPeriods = 3.0
  public var externalLeastSilenceSeconds = 30.0
  /// A jump beyond this is another aircraft under a number used again, metres, plus the greatest speed × time.
  public var externalJumpMetres = 20_000.0
  /// One standard deviation per axis of a position and a velocity whose accuracy the other system does not state (I062/500),
  /// metres and m/s.
  public var externalSigmaMetres = 200.0
  public var externalVelocitySigmaMetresPerSecond = 10.0
  /// One standard deviation of how far two systems' registration is apart, metres per axis.
  public var externalOffsetSigmaMetres = 150.0
  /// Two systems' tracks of one aircraft, known by its address or its discrete code, are at most this far apart, metres.
  public var externalReachMetres = 3000.0
  /// Levels this far apart are two aircraft where no address says otherwise, metres (1,000 ft, less 10 %).
  public var externalLevelMetres = 270.0
  /// Gate of a pair without identity, squared standard deviations; of one that was joined; and by how much the next
  /// aircraft must be less likely.
  public var externalGate = 16.0
  public var externalPartingGate = 36.0
  public var externalAmbiguity = 9.0
  /// Records in a row after which a pair is joined: by its place, by its code (an address needs one); and parted.
  public var externalPlaceLooks: UInt8 = 4
  public var externalCodeLooks: UInt8 = 2
  public var externalPartingLooks: UInt8 = 3
  /// An external track older than this does not enter a position, seconds; and the power of the white acceleration by
  /// which it is carried on, m²/s³.
  public var externalFusionSeconds = 10.0
  public var externalProcessNoise = 30.0

  // MARK: Bounds

  /// Radars that are registered: the joint covariance grows with their square.
  public var greatestRegisteredRadars = 64
  /// Tracks of every kind at one time; new ones are refused beyond it and counted.
  public var greatestTracks = 20_000

  /// Makes the standard parameters; change what should differ.
  public init() {}

  /// The parameters that serve en-route, approach and primary radars, and ADS-B, alike.
  public static let standard = TrackerParameters()
}
