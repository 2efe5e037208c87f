package org.tidelock.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.app.desktop.InstanceServer;
import org.tidelock.app.program.ProfileHome;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// Answers the commands of other processes on the vault that is open here: for `watch` and for the window.
public final class VaultService implements InstanceServer.Handler {
  /// Asks for the window.
  public static final String SHOW = "show";

  private final Supplier<Optional<Vault>> vault;
  private final BooleanSupplier show;
  private final Context context;
  private final Map<String, String> environment;

  /// @param home the profile, which is that of every command: whoever asks has found this process by it
  /// @param vault the open vault, if there is one now
  /// @param show brings the window to the front; false if there is none
  public VaultService(
      Path home, Supplier<Optional<Vault>> vault, BooleanSupplier show, Context context) {
    this.environment = new HashMap<>(context.environment());
    this.environment.put(ProfileHome.VARIABLE, home.toAbsolutePath().toString());
    this.vault = vault;
    this.show = show;
    this.context = context;
  }

  @Override
  public Reply handle(Request request, Consumer<String> progress) {
    if (request.arguments().equals(List.of(SHOW))) {
      return show.getAsBoolean()
          ? new Reply(0, "", "")
          : refused(
              "Tidelock is running with this profile, without a window (tidelock watch).",
              "Stop it first, then start the window.");
    }
    Optional<Vault> open = vault.get();
    if (open.isEmpty()) {
      return refused(
          "Tidelock is running with this profile, but no vault is open in it.",
          "Finish setting up or unlock it in the window.");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      Context there =
          new Context(
              new RemoteTerminal(
                  outStream,
                  errStream,
                  request.progress() ? Optional.of(progress) : Optional.empty()),
              environment,
              Path.of(request.directory()),
              context.vaults(),
              context.clock());
      int exit = new Cli(there).runOn(open.get(), request.arguments());
      outStream.flush();
      errStream.flush();
      return new Reply(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  private static Reply refused(String happened, String todo) {
    TidelockException problem =
        new TidelockException(ErrorCode.ALREADY_RUNNING, happened, "Nothing was changed.", todo);
    return new Reply(
        problem.code().exitCode(), "", Problems.line(problem) + System.lineSeparator());
  }

  /// The other process's output; nobody can be asked through it.
  private record RemoteTerminal(
      PrintStream out, PrintStream err, Optional<Consumer<String>> elsewhere) implements Terminal {
    @Override
    public boolean canAsk() {
      return false;
    }

    @Override
    public boolean outIsTerminal() {
      return false;
    }

    @Override
    public boolean errIsTerminal() {
      return false;
    }

    @Override
    public char[] askSecret(String prompt) {
      return new char[0];
    }

    @Override
    public String ask(String prompt) {
      return "";
    }
  }
}
