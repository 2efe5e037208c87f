package org.tidelock.app.kit;

import java.util.Locale;
import java.util.Set;

/// The paper a person has.
public enum PaperSize {
  A4,
  LETTER;

  private static final Set<String> LETTER_COUNTRIES =
      Set.of("US", "CA", "MX", "CL", "CO", "CR", "PH", "PR", "VE", "GT", "PA", "DO", "SV", "NI");

  public static PaperSize of(Locale locale) {
    return LETTER_COUNTRIES.contains(locale.getCountry()) ? LETTER : A4;
  }
}
