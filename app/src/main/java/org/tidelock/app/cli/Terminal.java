package org.tidelock.app.cli;

import java.io.PrintStream;

/// Where a command prints and asks.
public interface Terminal {
  PrintStream out();

  PrintStream err();

  /// Whether a person can answer questions.
  boolean canAsk();

  boolean outIsTerminal();

  boolean errIsTerminal();

  /// Asks without showing what is typed. Empty when the person ends the input.
  char[] askSecret(String prompt);

  /// Asks for a line. Empty when the person ends the input.
  String ask(String prompt);
}
