/// The registration mark that follows from an aircraft's 24-bit address, where the state assigns addresses by a
/// formula.
///
/// United States: the Federal Aviation Administration numbers all possible N-numbers in order, so each has one address.
/// Canada, Germany (aeroplanes and helicopters), Belgium and part of France number three letters in order.
///
/// What is computed is what the state's scheme gives. An aircraft may carry another mark: an address kept from an
/// earlier register or a privacy address (PIA) in the United States. Where an aircraft database names the mark, the
/// database has precedence.
public enum RegistrationMark {
  /// The mark, as painted ("N123AB", "D-AIBD"); nil where no formula is known for the address.
  public static func mark(of address: UInt32) -> String? {
    if let mark = NNumber.mark(of: address) { return mark }
    for scheme in LetterScheme.all {
      if let mark = scheme.mark(of: address) { return mark }
    }
    return nil
  }

  /// The address that a mark's formula gives; nil where it has none. Capitals only, with the hyphen where there is one.
  public static func address(of mark: some StringProtocol) -> UInt32? {
    let letters = Array(mark.utf8)
    if let address = NNumber.address(of: letters) { return address }
    for scheme in LetterScheme.all {
      if let address = scheme.address(of: letters) { return address }
    }
    return nil
  }
}
