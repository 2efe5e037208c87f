package org.tidelock.app.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The process's own terminal. Java cannot tell whether stderr is one; the launcher says it in `tidelock.terminal`, a list of the
/// descriptors that are.
public final class SystemTerminal implements Terminal {
  private final @Nullable Console console = System.console();
  private final String terminals =
      System.getProperty("tidelock.terminal", console == null ? "" : "012");
  private final PrintStream out =
      stream(
          FileDescriptor.out,
          terminals.contains("1") ? System.getProperty("stdout.encoding") : null);
  private final PrintStream err =
      stream(
          FileDescriptor.err,
          terminals.contains("2") ? System.getProperty("stderr.encoding") : null);

  /// Into files and pipes always UTF-8, as JSON wants; on a terminal what the terminal has.
  private static PrintStream stream(FileDescriptor descriptor, @Nullable String encoding) {
    var buffered = new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13);
    var charset =
        encoding == null
            ? StandardCharsets.UTF_8
            : java.nio.charset.Charset.forName(encoding, StandardCharsets.UTF_8);
    return new PrintStream(buffered, false, charset);
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
    out.flush();
    err.flush();
    if (console == null) {
      return hasTty() ? Tty.ask(prompt, true) : new char[0];
    }
    char @Nullable [] answer = console.readPassword("%s", prompt);
    return answer == null ? new char[0] : answer;
  }

  @Override
  public String ask(String prompt) {
    out.flush();
    err.flush();
    if (console == null) {
      return hasTty() ? new String(Tty.ask(prompt, false)) : "";
    }
    String answer = console.readLine("%s", prompt);
    return answer == null ? "" : answer;
  }
}
