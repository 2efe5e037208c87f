package org.tidelock.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Lists the folders of this computer that are in the vault, has another one synced where it is, or ends that. Nothing in them is moved or deleted.")
final class FolderCommand extends VaultCommand {
  enum Action {
    LIST,
    ADD,
    REMOVE
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "list|add|remove",
      description = "list if nothing is given.")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "With add: a folder on the drive of the vault's folder. It becomes a folder at the top of the vault, with what is in it. With remove: it stays as it is, and so does the vault's, which does not come to this computer any more.")
  Optional<String> directory = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "With add: what the vault calls it, if not as it is called here. If the vault has a folder of that name, both are merged.")
  Optional<String> name = Optional.empty();

  FolderCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (action == Action.LIST ? directory.isPresent() : directory.isEmpty()) {
      throw Problems.usage(
          action == Action.LIST ? "folder list takes nothing more." : "A folder is missing.",
          "See tidelock help folder.");
    }
    if (name.isPresent() && action != Action.ADD) {
      throw Problems.usage("--as says nothing here.", "See tidelock help folder.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (action == Action.LIST) {
      document(json(vault));
      lines(vault);
      return 0;
    }
    Path folder = folder();
    SyncReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = action == Action.ADD ? vault.placeFolder(folder, name) : vault.releaseFolder(folder);
    }
    document(json(vault).put("sync", SyncView.json(report)));
    lines(vault);
    SyncView.lines(report, this::say);
    return SyncView.exitCode(report);
  }

  private Path folder() throws TidelockException {
    String typed = directory.orElseThrow();
    try {
      return context().directory().resolve(typed).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw Problems.usage(Words.shown(typed) + " is no path here.", "Check its spelling.");
    }
  }

  private void lines(Vault vault) {
    print("The vault's folder: " + Words.shown(vault.info().folder().toString()));
    for (PlacedFolder placed : vault.placedFolders()) {
      print(
          Words.shown(placed.name())
              + ": "
              + Words.shown(placed.place().toString())
              + state(placed.state()));
    }
  }

  private static String state(PlacedFolder.State state) {
    String why =
        switch (state) {
          case SYNCED -> "";
          case GONE -> "it is not there";
          case UNMARKED -> "its marker is gone";
          case OTHER_VAULT -> "it belongs to another vault";
          case EMPTIED -> "everything in it is gone";
          case OTHER_DRIVE -> "it is on another drive";
        };
    return why.isEmpty() ? "" : " (waits: " + why + ")";
  }

  private static Json json(Vault vault) {
    return Json.object()
        .put("folder", vault.info().folder().toString())
        .list("placed", vault.placedFolders(), FolderCommand::json);
  }

  private static Json json(PlacedFolder placed) {
    return Json.object()
        .put("name", placed.name())
        .put("place", placed.place().toString())
        .put("state", placed.state());
  }
}
