package org.tidelock.app.cli;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.OpenConflict.Keep;
import org.tidelock.engine.OpenConflict.Side;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Lists what was changed on two devices and is there in all its versions; or settles it. Versions that are not kept stay in the history.")
final class ConflictsCommand extends VaultCommand {
  enum Action {
    LIST,
    RESOLVE
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "list|resolve",
      description = "list if nothing is given.")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "One of the versions, as the list says it.")
  Optional<String> path = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "both|this|other",
      description =
          "both as files of their own, this one alone, or of two the other one alone, under the name without a mark.")
  Optional<Keep> keep = Optional.empty();

  ConflictsCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    boolean resolve = action == Action.RESOLVE;
    if (path.isPresent() != resolve || keep.isPresent() != resolve) {
      throw Problems.usage(
          resolve ? "A path or --keep is missing." : "conflicts list takes nothing more.",
          "See tidelock help conflicts.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (action == Action.RESOLVE) {
      return resolve(vault);
    }
    list(vault.conflicts());
    return 0;
  }

  private int resolve(Vault vault) throws TidelockException, InterruptedException {
    String wanted = VaultPaths.of(path.orElseThrow(), vault, context());
    SyncReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = vault.settle(wanted, keep.orElseThrow());
    }
    document(SyncView.json(report));
    SyncView.lines(report, this::say);
    return SyncView.exitCode(report);
  }

  private void list(List<OpenConflict> conflicts) {
    document(Json.object().list("conflicts", conflicts, ConflictsCommand::json));
    if (conflicts.isEmpty()) {
      say("No conflicts");
    }
    for (OpenConflict conflict : conflicts) {
      print(Words.shown(conflict.path()));
      conflict.sides().forEach(side -> print("  " + line(side)));
    }
  }

  private static Json json(OpenConflict conflict) {
    return Json.object()
        .put("path", conflict.path())
        .list("sides", conflict.sides(), ConflictsCommand::json);
  }

  private static Json json(Side side) {
    return Json.object()
        .put("path", side.path())
        .put("device", side.device())
        .put("thisDevice", side.thisDevice())
        .put("made", side.made())
        .put("size", side.size());
  }

  private String line(Side side) {
    return Words.shown(side.path())
        + ": "
        + Words.shown(side.device())
        + (side.thisDevice() ? " (this device)" : "")
        + ", "
        + Words.time(side.made(), context().clock().getZone())
        + ", "
        + Words.size(side.size());
  }
}
