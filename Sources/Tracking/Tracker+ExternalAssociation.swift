import Geodesy
import Surveillance

/// What makes another system's track and one of ours one aircraft.
private struct Likeness {
  enum Ground {
    case address
    case code
    case place
  }
  var ground: Ground
  /// Of the positions, in standard deviations.
  var squaredDistance: Double
}

/// Which tracks of other systems are of aircraft that we track too: those are noted with ours and not shown beside it.
///
/// Each record of an external track is one look: found by address or, in its neighbourhood, by code, level, place and
/// velocity; joined after some looks, parted after some that contradict. Nothing of it enters a filter.
extension Tracker {
  /// Takes one look at an external track that was just renewed.
  mutating func associateExternal(_ slot: Int) {
    guard let link = store.slots[slot].external, let state = store.slots[slot].published.external else { return }
    if link.sensor.index < prepared.count {
      store.slots[slot].external?.isFused = prepared[link.sensor.index]?.fusesTracks ?? false
    }
    // A position that the other system only predicts says nothing new; a simulated aircraft is none of ours.
    guard !state.isSimulated, !state.isCoasting else { return }
    if let associate = link.associate {
      lookAgain(slot, associate)
    } else {
      lookAround(slot, link)
    }
  }

  private mutating func lookAgain(_ slot: Int, _ associate: TrackNumber) {
    if let own = store.slot(of: associate), let likeness = likeness(slot, own, isJoined: true),
      likeness.ground == .address || bestByAddress(slot) == nil
    {
      store.slots[slot].external?.partingLooks = 0
      touch(own)
      return
    }
    store.slots[slot].external?.partingLooks += 1
    if (store.slots[slot].external?.partingLooks ?? 0) >= parameters.externalPartingLooks { part(slot) }
  }

  private mutating func lookAround(_ slot: Int, _ link: ExternalLink) {
    guard let (own, likeness) = bestByAddress(slot) ?? bestNearby(slot) else {
      store.slots[slot].external?.candidate = nil
      store.slots[slot].external?.looks = 0
      return
    }
    let number = store.number(own)
    let looks = link.candidate == number ? min(link.looks, 254) + 1 : 1
    store.slots[slot].external?.candidate = number
    store.slots[slot].external?.looks = looks
    let needed =
      switch likeness.ground {
      case .address: UInt8(1)
      case .code: parameters.externalCodeLooks
      case .place: parameters.externalPlaceLooks
      }
    if looks >= needed { join(slot, own) }
  }

  /// The nearest track of ours with the external one's address.
  private func bestByAddress(_ slot: Int) -> (own: Int, likeness: Likeness)? {
    guard let address = store.slots[slot].published.modeSAddress else { return nil }
    var best: (own: Int, likeness: Likeness)?
    var next = store.firstSlot(of: address)
    while next != TrackStore.none {
      let own = Int(next)
      next = store.slots[own].nextOfAddress
      guard isFree(own, for: slot), let likeness = likeness(slot, own, isJoined: false) else { continue }
      if let best, !isBetter(own, likeness, than: best) { continue }
      best = (own, likeness)
    }
    return best
  }

  /// The track of ours near by that is most like it; nil where another one is nearly as much.
  private mutating func bestNearby(_ slot: Int) -> (own: Int, likeness: Likeness)? {
    let published = store.slots[slot].published
    store.gather(
      page: published.page,
      near: GeodeticPosition(
        latitudeRadians: published.latitudeRadians, longitudeRadians: published.longitudeRadians), into: &nearby)
    var best: (own: Int, likeness: Likeness)?
    var second = Double.infinity
    for own in nearby.map(Int.init) where isFree(own, for: slot) {
      guard let likeness = likeness(slot, own, isJoined: false) else { continue }
      guard let former = best else {
        best = (own, likeness)
        continue
      }
      let isBetter = isBetter(own, likeness, than: former)
      let (winner, loser) = isBetter ? (likeness, former.likeness) : (former.likeness, likeness)
      if loser.ground == winner.ground { second = min(second, loser.squaredDistance) }
      if isBetter { best = (own, likeness) }
    }
    guard let best, second - best.likeness.squaredDistance >= parameters.externalAmbiguity else { return nil }
    return best
  }

  private func isBetter(_ own: Int, _ likeness: Likeness, than other: (own: Int, likeness: Likeness)) -> Bool {
    func rank(_ ground: Likeness.Ground) -> Int {
      switch ground {
      case .address: 0
      case .code: 1
      case .place: 2
      }
    }
    let (first, second) = (rank(likeness.ground), rank(other.likeness.ground))
    if first != second { return first < second }
    return (likeness.squaredDistance, store.number(own))
      < (other.likeness.squaredDistance, store.number(other.own))
  }

  /// Whether a track may be joined with an external one: ours, confirmed, and with no other track of the same system.
  private func isFree(_ own: Int, for slot: Int) -> Bool {
    guard store.slots[own].external == nil, store.isConfirmed(own), !store.isUnmanned(own),
      let link = store.slots[slot].external
    else { return false }
    return !store.slots[own].published.alsoTracked.contains {
      $0.sensor == link.sensor && $0.localTrackNumber != link.localTrackNumber
    }
  }

  // MARK: One pair

  /// What makes both one aircraft; nil where nothing does or something contradicts.
  private func likeness(_ slot: Int, _ own: Int, isJoined: Bool) -> Likeness? {
    let (theirs, ours) = (store.slots[slot].published, store.slots[own])
    guard theirs.page == ours.published.page else { return nil }
    let motion = ours.motion
    let place = motion.local(surface(theirs))
    let reach = parameters.externalReachMetres * (isJoined ? 1.5 : 1)
    guard (place - motion.position(at: theirs.time)).squaredLength < reach * reach else { return nil }
    let expected = motion.predicted(at: theirs.time, models: models)
    let offset = parameters.externalOffsetSigmaMetres
    let spread =
      expected.positionCovariance + Symmetric2(theirs.positionCovariance) + Symmetric2(variance: offset * offset)
    let squared = spread.inverse.quadratic(place - expected.position)
    if let address = theirs.modeSAddress, let known = ours.published.modeSAddress {
      return address == known ? Likeness(ground: .address, squaredDistance: squared) : nil
    }
    if let level = theirs.pressureAltitude?.metres,
      let known = store.level(own, at: theirs.time, parameters: parameters),
      (level - known).magnitude > parameters.externalLevelMetres
    {
      return nil
    }
    if let code = theirs.goodCode, let known = ours.code {
      guard code == known else { return nil }
      if !code.isConspicuity { return Likeness(ground: .code, squaredDistance: squared) }
    }
    guard squared < (isJoined ? parameters.externalPartingGate : parameters.externalGate),
      theirs.isOnGround == ours.published.isOnGround, flyAlike(theirs, ours)
    else { return nil }
    return Likeness(ground: .place, squaredDistance: squared)
  }

  /// Whether both velocities may be one; unknown ones may.
  private func flyAlike(_ theirs: SystemTrack, _ ours: LiveTrack) -> Bool {
    guard theirs.isVelocityKnown, ours.published.isVelocityKnown else { return true }
    let difference = Vector2(theirs.velocity) - Vector2(ours.published.velocity)
    return difference.squaredLength < parameters.mergeSpeedMetresPerSecond * parameters.mergeSpeedMetresPerSecond
  }

  /// A track's place on the ellipsoid.
  func surface(_ track: SystemTrack) -> ECEFPosition {
    ECEFPosition(
      GeodeticPosition(latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians))
  }

  // MARK: Joining and parting

  /// Notes an external track with ours, and shows it no more.
  private mutating func join(_ slot: Int, _ own: Int) {
    guard let link = store.slots[slot].external else { return }
    if store.slots[slot].isPublished { removed.append(store.number(slot)) }
    store.slots[slot].isPublished = false
    let number = store.number(own)
    store.slots[slot].external?.associate = number
    store.slots[slot].external?.partingLooks = 0
    var others = store.slots[own].published.alsoTracked
    others.append(OtherSystemTrack(sensor: link.sensor, localTrackNumber: link.localTrackNumber))
    others.sort { $0.sensor < $1.sensor }
    store.slots[own].published.alsoTracked = others
    touch(own)
  }

  /// Parts an external track from ours and shows it by itself.
  private mutating func part(_ slot: Int) {
    forget(slot)
    showAlone(slot)
  }

  /// Takes an external track out of the note of ours.
  private mutating func forget(_ slot: Int) {
    guard let link = store.slots[slot].external, let own = link.associate.flatMap(store.slot(of:)) else { return }
    store.slots[own].published.alsoTracked.removeAll {
      $0.sensor == link.sensor && $0.localTrackNumber == link.localTrackNumber
    }
    touch(own)
  }

  /// Shows an external track that was noted with ours; under a new number, since one that was gone never comes back.
  private mutating func showAlone(_ slot: Int) {
    var track = store.slots[slot]
    store.remove(slot)
    track.published.number = store.takeNumber()
    track.isTouched = false
    track.external?.associate = nil
    track.external?.candidate = nil
    track.external?.looks = 0
    track.external?.partingLooks = 0
    touch(store.insert(track))
  }

  /// Keeps the notes right when a track ended.
  mutating func dissociate(_ slot: Int) {
    if store.slots[slot].external != nil {
      forget(slot)
      return
    }
    let others = store.slots[slot].published.alsoTracked
    for other in others {
      let key = ExternalLink.key(other.sensor, other.localTrackNumber)
      if let external = store.slot(ofExternal: key),
        store.slots[external].external?.associate == store.number(slot)
      {
        showAlone(external)
      }
    }
  }
}

extension LiveTrack {
  /// Whether it is another system's track of an aircraft of ours, so that ours is shown in its stead.
  var isHidden: Bool { external?.associate != nil }
}

extension SystemTrack {
  /// The Mode 3/A code where it may identify.
  fileprivate var goodCode: Mode3ACode? {
    guard let mode3A, mode3A.isValidated, !mode3A.isGarbled else { return nil }
    return mode3A.code
  }
}
