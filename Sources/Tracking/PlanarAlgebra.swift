/// A horizontal vector in a local plane.
struct Vector2: Hashable {
  var east: Double
  var north: Double

  var squaredLength: Double { east * east + north * north }
  static func + (a: Vector2, b: Vector2) -> Vector2 { Vector2(east: a.east + b.east, north: a.north + b.north) }
  static func - (a: Vector2, b: Vector2) -> Vector2 { Vector2(east: a.east - b.east, north: a.north - b.north) }
  static func * (a: Vector2, b: Double) -> Vector2 { Vector2(east: a.east * b, north: a.north * b) }
}

/// A symmetric 2 × 2 matrix: a covariance.
struct Symmetric2: Hashable {
  var ee: Double
  var en: Double
  var nn: Double

  /// The same variance in every direction.
  init(variance: Double) { self.init(ee: variance, en: 0, nn: variance) }

  init(ee: Double, en: Double, nn: Double) {
    self.ee = ee
    self.en = en
    self.nn = nn
  }

  /// A variance along a unit vector and one across it.
  init(along unit: Vector2, variance: Double, acrossVariance: Double) {
    let (e, n) = (unit.east, unit.north)
    self.init(
      ee: e * e * variance + n * n * acrossVariance, en: e * n * (variance - acrossVariance),
      nn: n * n * variance + e * e * acrossVariance)
  }

  /// v vᵀ.
  init(square v: Vector2) { self.init(ee: v.east * v.east, en: v.east * v.north, nn: v.north * v.north) }

  var determinant: Double { ee * nn - en * en }
  var trace: Double { ee + nn }

  var inverse: Symmetric2 { inverse(determinant: determinant) }

  /// The inverse, where the determinant is known.
  func inverse(determinant: Double) -> Symmetric2 {
    let scale = 1 / determinant
    return Symmetric2(ee: nn * scale, en: -en * scale, nn: ee * scale)
  }

  /// vᵀ M v.
  func quadratic(_ v: Vector2) -> Double { v.east * v.east * ee + 2 * v.east * v.north * en + v.north * v.north * nn }

  static func + (a: Symmetric2, b: Symmetric2) -> Symmetric2 {
    Symmetric2(ee: a.ee + b.ee, en: a.en + b.en, nn: a.nn + b.nn)
  }
  static func - (a: Symmetric2, b: Symmetric2) -> Symmetric2 {
    Symmetric2(ee: a.ee - b.ee, en: a.en - b.en, nn: a.nn - b.nn)
  }
  static func * (a: Symmetric2, b: Double) -> Symmetric2 { Symmetric2(ee: a.ee * b, en: a.en * b, nn: a.nn * b) }
}

/// A general 2 × 2 matrix, named row then column.
struct Matrix2: Hashable {
  var ee: Double
  var en: Double
  var ne: Double
  var nn: Double

  static let zero = Matrix2(ee: 0, en: 0, ne: 0, nn: 0)
  static let identity = Matrix2(ee: 1, en: 0, ne: 0, nn: 1)

  init(ee: Double, en: Double, ne: Double, nn: Double) {
    self.ee = ee
    self.en = en
    self.ne = ne
    self.nn = nn
  }

  init(_ s: Symmetric2) { self.init(ee: s.ee, en: s.en, ne: s.en, nn: s.nn) }

  var transposed: Matrix2 { Matrix2(ee: ee, en: ne, ne: en, nn: nn) }
  /// M + Mᵀ.
  var twiceSymmetricPart: Symmetric2 { Symmetric2(ee: 2 * ee, en: en + ne, nn: 2 * nn) }

  static func + (a: Matrix2, b: Matrix2) -> Matrix2 {
    Matrix2(ee: a.ee + b.ee, en: a.en + b.en, ne: a.ne + b.ne, nn: a.nn + b.nn)
  }
  static func - (a: Matrix2, b: Matrix2) -> Matrix2 {
    Matrix2(ee: a.ee - b.ee, en: a.en - b.en, ne: a.ne - b.ne, nn: a.nn - b.nn)
  }
  static func * (a: Matrix2, b: Double) -> Matrix2 { Matrix2(ee: a.ee * b, en: a.en * b, ne: a.ne * b, nn: a.nn * b) }
  static func * (a: Matrix2, b: Matrix2) -> Matrix2 {
    Matrix2(
      ee: a.ee * b.ee + a.en * b.ne, en: a.ee * b.en + a.en * b.nn, ne: a.ne * b.ee + a.nn * b.ne,
      nn: a.ne * b.en + a.nn * b.nn)
  }
  static func * (a: Matrix2, v: Vector2) -> Vector2 {
    Vector2(east: a.ee * v.east + a.en * v.north, north: a.ne * v.east + a.nn * v.north)
  }

  /// A S Aᵀ, symmetric to the bit.
  func congruence(_ s: Symmetric2) -> Symmetric2 {
    let p = self * Matrix2(s)
    return Symmetric2(ee: p.ee * ee + p.en * en, en: p.ee * ne + p.en * nn, nn: p.ne * ne + p.nn * nn)
  }

  /// A B, of which it is known that it is symmetric.
  func symmetricProduct(_ b: Matrix2) -> Symmetric2 {
    Symmetric2(ee: ee * b.ee + en * b.ne, en: ee * b.en + en * b.nn, nn: ne * b.en + nn * b.nn)
  }

  /// v wᵀ.
  static func outer(_ v: Vector2, _ w: Vector2) -> Matrix2 {
    Matrix2(ee: v.east * w.east, en: v.east * w.north, ne: v.north * w.east, nn: v.north * w.north)
  }
}
