package org.tidelock.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.TidelockException;

/// A command line without a command, which asks for the window. Nothing is guessed: a mistyped `--home` would open the window on another profile than the one that was meant.
///
/// @param home the profile, as it was given
public record WindowLine(Optional<Path> home, boolean verbose) {
  private static final String HOME = "--home";
  private static final Set<String> VERBOSE = Set.of("-v", "--verbose");

  /// Start in the background; and what goes without saying in a window.
  private static final Set<String> OTHERS = Set.of("--hidden", "-q", "--quiet");

  /// @throws TidelockException USAGE if anything on it is not for the window
  public static WindowLine read(List<String> arguments) throws TidelockException {
    Optional<Path> home = Optional.empty();
    boolean verbose = false;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      if (argument.equals(HOME)) {
        home = Optional.of(home(Optional.ofNullable(rest.pollFirst())));
      } else if (argument.startsWith(HOME + "=")) {
        home = Optional.of(home(Optional.of(argument.substring(HOME.length() + 1))));
      } else if (VERBOSE.contains(argument)) {
        verbose = true;
      } else if (!OTHERS.contains(argument)) {
        throw unknown(argument);
      }
    }
    return new WindowLine(home, verbose);
  }

  private static Path home(Optional<String> given) throws TidelockException {
    String text =
        given
            .filter(t -> !t.isEmpty() && !t.startsWith("-"))
            .orElseThrow(
                () -> Problems.usage("The option --home needs a directory.", "See tidelock help."));
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Problems.usage(
          "The option --home: '" + Words.shown(text) + "' is no path here.", "See tidelock help.");
    }
  }

  /// Of an option only its name is repeated: somebody may have tried to give a secret with it.
  private static TidelockException unknown(String argument) {
    return Problems.usage(
        "No command was given, and the window has no option '"
            + Words.shown(argument.split("=", 2)[0])
            + "'.",
        "See tidelock help.");
  }
}
