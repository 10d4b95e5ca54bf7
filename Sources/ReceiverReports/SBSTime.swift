/// Days and times as SBS lines write them, and as nanoseconds since 1970-01-01T00:00:00.
enum SBSTime {
  static let dayNanoseconds: Int64 = 86_400_000_000_000
  /// The years whose every instant fits into 64 bits of nanoseconds.
  private static let years = 1970...2261

  /// `YYYY/MM/DD` as days since 1970-01-01; nil for anything else and for days that do not exist.
  static func day(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = text.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = number(parts[0]), let month = number(parts[1]),
      let day = number(parts[2])
    else { return nil }
    return self.day(year: year, month: month, day: day)
  }

  static func day(year: Int, month: Int, day: Int) -> Int64? {
    guard years.contains(year), (1...12).contains(month), (1...daysIn(month, of: year)).contains(day) else {
      return nil
    }
    // Years that begin in March end with the day that is not always there.
    let marchYear = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    // 719,468 days from 0000-03-01 to 1970-01-01.
    return Int64(marchYear * 365 + leapDays + (monthFromMarch * 153 + 2) / 5 + day - 1 - 719_468)
  }

  /// `HH:MM:SS` with up to nine decimals as nanoseconds; the 60th second is a leap second and the first of the next
  /// minute.
  static func timeOfDay(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = number(parts[0]), let minute = number(parts[1]), hour <= 23, minute <= 59 else {
      return nil
    }
    let seconds = parts[2].split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let second = number(seconds[0]), second <= 60, let fraction = billionths(seconds.dropFirst().first ?? [])
    else { return nil }
    return Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000 + fraction
  }

  /// One or two digits of a day or a time, or four of a year.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...4).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit) - 0x30
    }
    return value
  }

  private static func billionths(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.count <= 9 else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit) - 0x30
    }
    for _ in digits.count..<9 { value *= 10 }
    return value
  }

  private static func daysIn(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `YYYY/MM/DD,HH:MM:SS.mmm`, rounded down to the millisecond; a lone comma where the format has no such time.
  static func columns(_ nanoseconds: Int64?) -> String {
    guard let nanoseconds, nanoseconds >= 0, nanoseconds / dayNanoseconds <= lastDay else { return "," }
    let (year, month, day) = date(nanoseconds / dayNanoseconds)
    let milliseconds = Int(nanoseconds % dayNanoseconds / 1_000_000)
    let (hour, minute) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
    let (second, fraction) = (milliseconds / 1000 % 60, milliseconds % 1000)
    return "\(padded(year, 4))/\(padded(month, 2))/\(padded(day, 2)),"
      + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(fraction, 3))"
  }

  private static let lastDay = day(year: years.upperBound, month: 12, day: 31) ?? 0

  /// The date of a day not before 1970-01-01.
  private static func date(_ days: Int64) -> (year: Int, month: Int, day: Int) {
    let fromMarchZero = Int(days) + 719_468
    let era = fromMarchZero / 146_097
    let dayOfEra = fromMarchZero % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension SBSTime {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Wed Sep 2 04:23:37 +0000 UTC 2015`, the start of a stratux recording, as nanoseconds since 1970 UTC.
  static func start(_ text: ArraySlice<UInt8>) -> Int64? {
    let words = text.split(separator: 0x20)
    guard words.count == 7, words[6].count == 4,
      let month = months.firstIndex(of: String(decoding: words[1], as: UTF8.self)),
      let date = number(words[2]), let time = timeOfDay(words[3]), let zone = offset(words[4]),
      let year = number(words[6]), let day = day(year: year, month: month + 1, day: date)
    else { return nil }
    return day * dayNanoseconds + time - zone
  }

  /// `+0130` as nanoseconds east of Greenwich.
  private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
    guard text.count == 5, let sign = text.first, sign == 0x2B || sign == 0x2D, let digits = number(text.dropFirst())
    else { return nil }
    let minutes = Int64(digits / 100 * 60 + digits % 100)
    return (sign == 0x2D ? -minutes : minutes) * 60_000_000_000
  }
}
