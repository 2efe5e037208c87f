package org.tidelock.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;

/// Where a command prints and asks.
public interface Terminal {
  PrintStream out();

  PrintStream err();

  /// Why something that was printed on [#out] did not arrive, if so.
  default Optional<IOException> loss() {
    return Optional.empty();
  }

  /// Prints a last line on [#out] unless an answer has begun; nothing comes after it.
  default void end(String unlessBegun) {
    out().print(unlessBegun);
    out().flush();
  }

  /// Whether somebody is being asked in this moment.
  default boolean isAsking() {
    return false;
  }

  /// Hears how far the work is, where the person sits at another terminal than this one.
  default Optional<Consumer<String>> elsewhere() {
    return Optional.empty();
  }

  /// Whether a person can answer questions.
  boolean canAsk();

  boolean outIsTerminal();

  boolean errIsTerminal();

  /// Asks without showing what is typed. Empty when the person ends the input.
  char[] askSecret(String prompt);

  /// Asks for a line. Empty when the person ends the input.
  String ask(String prompt);
}
