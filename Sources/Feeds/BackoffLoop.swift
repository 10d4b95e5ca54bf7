/// Opens something again and again until cancelled, telling its states.
struct BackoffLoop: Sendable {
  var policy: RetryPolicy

  /// Why one attempt ended.
  struct Ended: Error {
    var reason: String
    /// Whether the attempt brought data, so that waiting starts from the shortest again.
    var wasUseful: Bool
  }

  /// - Parameters:
  ///   - state: Told every change.
  ///   - attempt: Opens, delivers and returns why it ended; must return soon after cancellation.
  func run(
    state: @Sendable (FeedState) async -> Void, attempt: @Sendable () async -> Ended
  ) async {
    var failures = 0
    while !Task.isCancelled {
      await state(.connecting)
      let ended = await attempt()
      if Task.isCancelled { break }
      failures = ended.wasUseful ? 1 : failures + 1
      let wait = policy.seconds(afterFailures: failures)
      await state(.waiting(retrySeconds: wait, reason: ended.reason))
      try? await Task.sleep(for: .seconds(wait))
    }
    await state(.ended(reason: "stopped"))
  }
}
