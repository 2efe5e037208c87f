package org.tidelock.app.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Lists a folder of the vault: now, as it was at a time, or what was deleted below it.")
final class LsCommand extends VaultCommand {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "A folder of the vault; its top if none is given.")
  String path = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "As it was then: 2026-06-03, '2026-06-03 14:00', 2h (ago).")
  Optional<String> at = Optional.empty();

  @Option(names = "--deleted", description = "What was deleted and can be brought back.")
  boolean deleted;

  LsCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (deleted && at.isPresent()) {
      throw Problems.usage("--at and --deleted exclude each other.", "Give one of them.");
    }
    At.check(at, context());
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    String folder = VaultPaths.of(path, vault, context());
    Optional<Instant> time = At.of(at, context());
    List<FileEntry> entries = deleted ? vault.listDeleted(folder) : vault.list(folder, time);
    document(
        Json.object()
            .put("path", folder)
            .put("at", time)
            .put("deleted", deleted)
            .list("entries", entries, FileViews::json));
    entries.forEach(entry -> print(FileViews.line(entry, context().clock().getZone(), deleted)));
    say(FileViews.summary(entries));
    return 0;
  }
}
