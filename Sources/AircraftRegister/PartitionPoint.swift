/// The first of `count` places where the condition no longer holds, found by halving; it holds up to there only.
func partitionPoint(count: Int, _ holds: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = low &+ (high &- low) / 2
    if holds(middle) {
      low = middle &+ 1
    } else {
      high = middle
    }
  }
  return low
}
