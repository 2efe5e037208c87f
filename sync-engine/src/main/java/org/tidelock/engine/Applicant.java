package org.tidelock.engine;

import java.util.List;

/// A new device that shows a code and waits to be let into the vault.
///
/// @param code as it was typed
/// @param name what the new device calls itself
/// @param words six, which the new device shows, too: if it shows others, somebody else has the code
public record Applicant(String code, String name, List<String> words) {
  public Applicant {
    words = List.copyOf(words);
  }

  /// Keeps the code out of logs.
  @Override
  public String toString() {
    return "Applicant(" + name + ")";
  }
}
