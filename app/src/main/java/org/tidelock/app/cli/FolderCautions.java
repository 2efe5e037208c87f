package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.Vaults.Caution;

/// What speaks against a folder, though it can be synced: said before anything is asked or done, so that whoever is there can stop.
record FolderCautions(List<Caution> cautions) {
  /// What is wrong with the folder says whoever uses it.
  static FolderCautions of(Vaults vaults, Path folder, String storage) {
    try {
      return new FolderCautions(vaults.inspectFolder(folder, storage).cautions());
    } catch (TidelockException e) {
      return new FolderCautions(List.of());
    }
  }

  List<String> lines() {
    return cautions.stream().map(c -> "Caution: " + words(c)).toList();
  }

  Json in(Json document) {
    return document.strings("cautions", cautions.stream().map(Json::word).toList());
  }

  private static String words(Caution caution) {
    return switch (caution) {
      case OTHER_SYNC ->
          "another program that syncs seems to work on this folder. Two on one folder tend to undo each other.";
      case NETWORK_DRIVE ->
          "the folder is on a drive of another computer. What changes there is noticed late.";
      case REMOVABLE_DRIVE ->
          "the folder is on a stick or card. While that is taken out, syncing stops; nothing is deleted.";
      case VERY_MANY ->
          "there are more than 100,000 items in the folder. The first sync takes a while.";
      case LITTLE_ROOM -> "less than a tenth of the folder's drive is free.";
    };
  }
}
