import Surveillance

/// Dates and instants as ISO 8601 writes them, UTC.
enum CalendarText {
  /// Midnight of `2023-05-02`.
  static func date(_ text: some StringProtocol) -> SurveillanceTime? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = digits(parts[0], 4), let month = digits(parts[1], 2),
      let day = digits(parts[2], 2), (1970...2200).contains(year), (1...12).contains(month),
      day >= 1, day <= lengthOfMonth(month, year: year)
    else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    return SurveillanceTime(nanoseconds: Int64(days) * SurveillanceTime.nanosecondsPerDay)
  }

  /// `2026-03-01T08:00:00Z`.
  static func instant(_ text: String) -> SurveillanceTime? {
    guard text.hasSuffix("Z"), let split = text.firstIndex(of: "T"), let midnight = date(text[..<split]) else {
      return nil
    }
    let parts = text[text.index(after: split)...].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = digits(parts[0], 2), let minute = digits(parts[1], 2),
      let second = digits(parts[2], 2), hour < 24, minute < 60, second < 60
    else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    return SurveillanceTime(nanoseconds: midnight.nanoseconds + seconds * SurveillanceTime.nanosecondsPerSecond)
  }

  private static func digits(_ text: some StringProtocol, _ count: Int) -> Int? {
    guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func lengthOfMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days of the proleptic Gregorian calendar, counted in years that begin in March so that the leap day ends them.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
  }
}

extension FieldKind where Value == SurveillanceTime {
  static var date: FieldKind {
    FieldKind(expected: "a date as year-month-day", example: "2023-05-02") { CalendarText.date($0) }
  }

  static var instant: FieldKind {
    FieldKind(expected: "an instant in UTC", example: "2026-03-01T08:00:00Z") { CalendarText.instant($0) }
  }
}
