package org.tidelock.app.cli;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.TidelockException;

/// What is planned and not there yet, so that whoever types it is told so, and not that it makes no sense. The same list is in the user guide
/// (commands.md, "Not yet").
record Later(String command, List<String> words) {
  static final List<Later> ALL = List.of(whole("diagnostics"));

  private static Later whole(String command) {
    return new Later(command, List.of());
  }

  /// What is planned of a command line that cannot be understood.
  static Optional<TidelockException> in(String command, List<String> rest) {
    return ALL.stream()
        .filter(later -> later.command.equals(command))
        .flatMap(later -> later.typed(rest).stream())
        .findFirst()
        .map(
            typed ->
                Problems.usage(
                    "This version cannot do " + typed + " yet; a later one will.",
                    "tidelock help lists what it can do."));
  }

  private Optional<String> typed(List<String> rest) {
    if (words.isEmpty()) {
      return Optional.of("tidelock " + command);
    }
    return words.stream()
        .filter(word -> rest.stream().anyMatch(w -> w.equals(word) || w.startsWith(word + "=")))
        .findFirst()
        .map(word -> "tidelock " + command + " " + word);
  }
}
