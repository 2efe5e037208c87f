package org.tidelock.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Says or chooses which part of the vault is on this computer (selective sync). What is not chosen goes from here once it is stored; the vault and other devices keep it. The choice outlives renames.")
final class SelectCommand extends VaultCommand {
  @Option(
      names = "--only",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Only these files and folders. What you put beside them here is synced; what others put there does not come.")
  List<String> only = List.of();

  @Option(
      names = "--except",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Everything but these files and folders.")
  List<String> except = List.of();

  @Option(names = "--all", description = "Everything.")
  boolean all;

  @Option(names = "--preview", description = "Only say what would go from here, and come.")
  boolean preview;

  SelectCommand(Context context) {
    super(context);
  }

  private boolean chooses() {
    return all || !only.isEmpty() || !except.isEmpty();
  }

  @Override
  void check() throws TidelockException {
    int given = (all ? 1 : 0) + (only.isEmpty() ? 0 : 1) + (except.isEmpty() ? 0 : 1);
    if (given > 1) {
      throw Problems.usage("--only, --except and --all exclude each other.", "Give one of them.");
    }
    if (preview && given == 0) {
      throw Problems.usage("There is no choice to preview.", "Give --only, --except or --all.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (!chooses()) {
      show(vault.selection());
      return 0;
    }
    VaultSelection wanted = wanted(vault);
    if (preview) {
      show(wanted, vault.previewSelection(wanted));
      return 0;
    }
    SyncReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = vault.select(wanted);
    }
    VaultSelection now = vault.selection();
    document(json(now).put("sync", SyncView.json(report)));
    lines(now);
    SyncView.lines(report, this::say);
    return SyncView.exitCode(report);
  }

  private VaultSelection wanted(Vault vault) throws TidelockException {
    if (all) return VaultSelection.ALL;
    List<String> paths = new ArrayList<>();
    for (String typed : only.isEmpty() ? except : only) {
      paths.add(VaultPaths.of(typed, vault, context()));
    }
    return new VaultSelection(only.isEmpty() ? Mode.EXCEPT : Mode.ONLY, paths);
  }

  private void show(VaultSelection selection) {
    document(json(selection));
    lines(selection);
  }

  private void show(VaultSelection wanted, SelectionPreview seen) {
    document(json(wanted).put("goes", json(seen.goes())).put("comes", json(seen.comes())));
    print("Would go from this computer, and stay in the vault: " + size(seen.goes()));
    print("Would come to this computer: " + size(seen.comes()));
  }

  private void lines(VaultSelection selection) {
    String title =
        switch (selection.mode()) {
          case ALL -> "Everything is on this computer";
          case ONLY -> "Only on this computer: ";
          case EXCEPT -> "Not on this computer: ";
        };
    if (selection.paths().isEmpty()) print(selection.mode() == Mode.ALL ? title : title + "–");
    selection.paths().forEach(path -> print(title + Words.shown(path)));
  }

  private static String size(SelectionPreview.Part part) {
    return Words.filesAndSize(part.files(), part.bytes());
  }

  private static Json json(VaultSelection selection) {
    return Json.object()
        .put("mode", Json.word(selection.mode()))
        .strings("paths", selection.paths());
  }

  private static Json json(SelectionPreview.Part part) {
    return Json.object().put("files", part.files()).put("bytes", part.bytes());
  }
}
