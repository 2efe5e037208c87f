package org.tidelock.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A terminal whose person types given answers, or no terminal at all.
final class ScriptedTerminal implements Terminal {
  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes =
      new ByteArrayOutputStream() {
        @Override
        public void flush() {
          complaining.accept(complained());
        }
      };
  private final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);
  private final boolean here;
  private final Deque<String> answers;
  private int asked;
  private String lastPrompt = "";

  /// Hears all that was printed on stderr so far, each time more of it is there.
  Consumer<String> complaining = text -> {};

  /// What is answered when the given answers are used up.
  UnaryOperator<String> later = prompt -> "";

  private ScriptedTerminal(boolean here, String... answers) {
    this.here = here;
    this.answers = new ArrayDeque<>(Arrays.asList(answers));
  }

  static ScriptedTerminal none() {
    return new ScriptedTerminal(false);
  }

  static ScriptedTerminal typing(String... answers) {
    return new ScriptedTerminal(true, answers);
  }

  String printed() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  String complained() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }

  String lastPrompt() {
    return lastPrompt;
  }

  int asked() {
    return asked;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public boolean canAsk() {
    return here;
  }

  @Override
  public boolean outIsTerminal() {
    return here;
  }

  @Override
  public boolean errIsTerminal() {
    return here;
  }

  @Override
  public char[] askSecret(String prompt) {
    return ask(prompt).toCharArray();
  }

  @Override
  public String ask(String prompt) {
    asked++;
    lastPrompt = prompt;
    err.print(prompt);
    return answers.isEmpty() ? later.apply(prompt) : answers.removeFirst();
  }
}
