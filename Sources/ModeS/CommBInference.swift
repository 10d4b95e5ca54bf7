/// Which register a Comm-B reply holds, and how sure that is.
@frozen
public struct CommBChoice: Hashable, Sendable {
  public let register: CommBRegister
  /// The probability of this register among all that are told apart, 0.5 ... 1.
  public let confidence: Double
}

/// Tells which register a Comm-B reply holds: the reply does not say.
///
/// Each register gives the 56 bits a probability: fields that are there or not with their usual frequency, values near what
/// aircraft do, and near what this aircraft was last known to do; reserved bits must be zero. Bayes' rule weighs them, with
/// a register of any other content among them. Everything is in base-2 logarithms and needs no function of the C library,
/// so that every machine chooses alike.
public enum CommBInference {
  /// What is known of the aircraft from other messages; nil where it is not, or is old.
  public struct State: Hashable, Sendable {
    public var altitudeFeet: Int?
    public var groundspeedKnots: Double?
    public var trackDegrees: Double?
    public var verticalRateFeetPerMinute: Int?
    public var callsign: Callsign?

    public init() {}
  }

  /// The most probable register; nil for empty contents and where none is more probable than all else together.
  public static func choice(_ bits: MessageField, state: State = State()) -> CommBChoice? {
    guard bits.value != 0 else { return nil }
    var scores = Scores()
    weigh(CommBField(bits), state, &scores)
    let confidence = scores.confidence
    return confidence >= 0.5 ? CommBChoice(register: scores.best, confidence: confidence) : nil
  }

  /// Base-2 logarithms of probabilities: how often each register is asked for, and its content's likelihood.
  private static func weigh(_ field: CommBField, _ state: State, _ scores: inout Scores) {
    switch field.bits.bits(1, 8) {
    // The first octet of these three is their name; what else begins so is weighed as well.
    case 0x10: scores.add(.dataLinkCapability, CommBLikelihood.dataLinkCapability(field) - 5)
    case 0x20: scores.add(.identification, CommBLikelihood.identification(field, state) - 4)
    case 0x30: scores.add(.resolutionAdvisory, CommBLikelihood.resolutionAdvisory(field) - 7)
    default: break
    }
    scores.add(.commonUsage, CommBLikelihood.commonUsage(field) - 5)
    scores.add(.selectedVerticalIntention, CommBLikelihood.selectedVerticalIntention(field) - 2)
    scores.add(.meteorologicalRoutine, CommBLikelihood.meteorologicalRoutine(field) - 9)
    scores.add(.meteorologicalHazard, CommBLikelihood.meteorologicalHazard(field) - 10)
    scores.add(.trackAndTurn, CommBLikelihood.trackAndTurn(field, state) - 2)
    scores.add(.headingAndSpeed, CommBLikelihood.headingAndSpeed(field, state) - 2)
  }

  /// The best of the registers, and the sum of all.
  private struct Scores {
    var best = CommBRegister.dataLinkCapability
    private var bestLog2 = -Double.infinity
    /// Every probability so far, in units of 2^-62. Anything that is no register known here: all contents alike.
    private var sum = 1.0

    @inline(__always)
    mutating func add(_ register: CommBRegister, _ log2: Double) {
      // Less than a millionth of what anything else has.
      guard log2 > -82 else { return }
      sum += LogProbability.powerOfTwo(log2 + 62)
      if log2 > bestLog2 { (best, bestLog2) = (register, log2) }
    }

    var confidence: Double { bestLog2 > -82 ? LogProbability.powerOfTwo(bestLog2 + 62) / sum : 0 }
  }
}
