package org.tidelock.app.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The process's own terminal. Java cannot tell whether stderr is one; the launcher says it in `tidelock.terminal`, a list of the
/// descriptors that are.
public final class SystemTerminal implements Terminal {
  private final @Nullable Console console = System.console();
  private final String terminals =
      System.getProperty("tidelock.terminal", console == null ? "" : "012");
  private volatile boolean asking;
  private final Output answer = Output.to(FileDescriptor.out);
  private final PrintStream out =
      stream(answer, terminals.contains("1") ? System.getProperty("stdout.encoding") : null);
  private final PrintStream err =
      stream(
          Output.to(FileDescriptor.err),
          terminals.contains("2") ? System.getProperty("stderr.encoding") : null);

  /// Into files and pipes always UTF-8, as JSON wants; on a terminal what the terminal has.
  private static PrintStream stream(Output to, @Nullable String encoding) {
    var charset =
        encoding == null
            ? StandardCharsets.UTF_8
            : java.nio.charset.Charset.forName(encoding, StandardCharsets.UTF_8);
    return new PrintStream(to, false, charset);
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
  public Optional<IOException> loss() {
    return answer.loss();
  }

  @Override
  public void end(String unlessBegun) {
    out.flush(); // waits for what is being printed
    answer.end(unlessBegun.getBytes(out.charset()));
  }

  @Override
  public boolean isAsking() {
    return asking;
  }

  @Override
  public boolean canAsk() {
    return console != null || hasTty();
  }

  private boolean hasTty() {
    return terminals.contains("0") && Tty.exists();
  }

  @Override
  public boolean outIsTerminal() {
    return terminals.contains("1");
  }

  @Override
  public boolean errIsTerminal() {
    return terminals.contains("2");
  }

  @Override
  public char[] askSecret(String prompt) {
    return asking(
        () -> {
          if (console == null) {
            return hasTty() ? Tty.ask(prompt, true) : new char[0];
          }
          char @Nullable [] typed = console.readPassword("%s", prompt);
          return typed == null ? new char[0] : typed;
        });
  }

  @Override
  public String ask(String prompt) {
    return asking(
        () -> {
          if (console == null) {
            return hasTty() ? new String(Tty.ask(prompt, false)) : "";
          }
          String typed = console.readLine("%s", prompt);
          return typed == null ? "" : typed;
        });
  }

  private <T> T asking(Supplier<T> question) {
    out.flush();
    err.flush();
    asking = true;
    try {
      return question.get();
    } finally {
      asking = false;
    }
  }
}
