package org.tidelock.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoReport.Items;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Lists what was changed, newest first; or undoes such a batch, or all that a device has changed since a time, on all devices. What somebody has changed after that stays. An undo is in the list as well, and can be undone. With --lost gives up what the storage has lost, as tidelock verify tells: each of these files is as it was in its newest version that can still be read; one that has none is removed.")
final class UndoCommand extends VaultCommand {
  private static final int MOST_LISTED = 50;
  private static final int MOST_SHOWN = 20;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BATCH",
      description = "As the list says it.")
  Optional<String> batch = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "ID",
      description = "All that this device has changed; tidelock devices lists them.")
  Optional<String> device = Optional.empty();

  @Option(names = "--since", paramLabel = "TIME", description = "From then on.")
  Optional<String> since = Optional.empty();

  @Option(
      names = "--lost",
      description =
          "The present versions of files that the storage has lost, and this device has not. Another one that has them sends them again with tidelock verify --repair: try that before.")
  boolean lost;

  @Option(names = "--preview", description = "Only say what would be undone.")
  boolean preview;

  UndoCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (device.isPresent() != since.isPresent()) {
      throw Problems.usage(
          "--device and --since belong together.", "Say whose changes, and since when.");
    }
    if (batch.isPresent() && device.isPresent()) {
      throw Problems.usage("A batch and --device exclude each other.", "Give one of them.");
    }
    if (lost && (batch.isPresent() || device.isPresent())) {
      throw Problems.usage("--lost stands alone.", "Leave out the batch, or the device.");
    }
    if (preview && batch.isEmpty() && device.isEmpty() && !lost) {
      throw Problems.usage("A batch is missing.", "See tidelock undo, which lists them.");
    }
    At.check(since, context());
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    Optional<UndoRequest> request = request(vault);
    if (request.isEmpty()) list(vault.batches(MOST_LISTED));
    else if (preview) show(vault.previewUndo(request.get()));
    else undo(vault, request.get());
    return 0;
  }

  private Optional<UndoRequest> request(Vault vault) throws TidelockException {
    if (lost) return Optional.of(new UndoRequest.Lost());
    if (batch.isPresent()) return Optional.of(new UndoRequest.Batch(batch.get()));
    if (device.isEmpty()) return Optional.empty();
    return Optional.of(new UndoRequest.Since(device(vault), At.of(since, context()).orElseThrow()));
  }

  /// Its id, or a name that only one has.
  private String device(Vault vault) throws TidelockException {
    String wanted = device.orElseThrow();
    List<DeviceInfo> devices = vault.devices();
    List<String> found =
        devices.stream()
            .filter(d -> d.id().equals(wanted) || d.name().equals(wanted))
            .map(DeviceInfo::id)
            .toList();
    if (found.size() == 1) return found.getFirst();
    throw Problems.usage(
        found.isEmpty()
            ? "There is no device " + Words.shown(wanted) + "."
            : "Several devices are called " + Words.shown(wanted) + ".",
        "Give the id that tidelock devices shows.");
  }

  private void list(List<ChangeBatch> batches) {
    document(Json.object().list("batches", batches, UndoCommand::json));
    if (batches.isEmpty()) say("Nothing was changed yet");
    for (ChangeBatch b : batches) print(line(b));
  }

  private static Json json(ChangeBatch b) {
    return Json.object()
        .put("id", b.id())
        .put("device", b.device())
        .put("thisDevice", b.thisDevice())
        .put("from", b.from())
        .put("to", b.to())
        .put("added", b.added())
        .put("changed", b.changed())
        .put("moved", b.moved())
        .put("deleted", b.deleted())
        .put("folder", b.folder());
  }

  private String line(ChangeBatch b) {
    List<String> did = new ArrayList<>();
    if (b.added() > 0) did.add(b.added() + " added");
    if (b.changed() > 0) did.add(b.changed() + " changed");
    if (b.moved() > 0) did.add(b.moved() + " moved");
    if (b.deleted() > 0) did.add(b.deleted() + " deleted");
    return b.id()
        + ": "
        + Words.time(b.from(), context().clock().getZone())
        + ", "
        + Words.shown(b.device())
        + (b.thisDevice() ? " (this device)" : "")
        + ": "
        + String.join(", ", did)
        + (b.folder().isEmpty() ? "" : " in " + Words.shown(b.folder()));
  }

  private void show(UndoReport report) {
    document(json(report));
    lines("Would come back", report.back());
    lines("Would be removed", report.removed());
    lines("Would be as before", report.reverted());
    lines("Would move back", report.moved());
    lines("Would stay, as changed since", report.left());
    if (report.isNothing()) say(nothing());
  }

  private String nothing() {
    return lost ? "Nothing is known to be lost; tidelock verify looks" : "Nothing to undo";
  }

  private void undo(Vault vault, UndoRequest request)
      throws TidelockException, InterruptedException {
    UndoReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = vault.undo(request);
    }
    document(json(report));
    lines("Came back", report.back());
    lines("Removed", report.removed());
    lines("As before", report.reverted());
    lines("Moved back", report.moved());
    lines("Left, as changed since", report.left());
    if (report.isNothing()) say(nothing());
  }

  private static Json json(UndoReport report) {
    return Json.object()
        .put("back", json(report.back()))
        .put("removed", json(report.removed()))
        .put("reverted", json(report.reverted()))
        .put("moved", json(report.moved()))
        .put("left", json(report.left()));
  }

  private static Json json(Items items) {
    return Json.object()
        .put("count", items.count())
        .put("bytes", items.bytes())
        .strings("paths", items.paths());
  }

  /// The first of them, and how many more.
  private void lines(String title, Items items) {
    int shown = Math.min(items.paths().size(), MOST_SHOWN);
    for (String path : items.paths().subList(0, shown)) say(title + ": " + Words.shown(path));
    if (items.count() > shown) say(title + ": " + (items.count() - shown) + " more");
  }
}
