/// Members of one JSON object on one line; the values are JSON already.
struct JSONLine {
  private var members = ""

  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    members += (members.isEmpty ? "" : ",") + "\"\(name)\":\(value)"
  }

  var text: String { "{\(members)}" }

  /// A text that holds nothing to escape.
  static func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// A text of a person with what would have to be escaped taken out.
  static func harmless(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" })
  }

  /// Rounded to so many decimals; nil for what is not a number.
  static func rounded(_ value: Double, places: Int) -> String? {
    guard value.isFinite, abs(value) < 1e15 else { return nil }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}
