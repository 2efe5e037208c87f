package org.tidelock.app.ui.wizard;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.tidelock.app.kit.RecoveryKits;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.RecoveryKitWriter;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.ErrorCode;

/// Where a recovery kit may be saved, and what is said where it may not.
final class KitPlaces {
  private final UiContext ui;
  private final Supplier<List<Path>> synced;
  private final String storage;

  /// @param synced the folders that are synced; asked off the JavaFX thread
  /// @param storage its URL
  KitPlaces(UiContext ui, Supplier<List<Path>> synced, String storage) {
    this.ui = ui;
    this.synced = synced;
    this.storage = storage;
  }

  static String suggestedName(String vaultName, Texts texts) {
    return texts.get("kit.fileName", vaultName.replaceAll("[^\\p{L}\\p{N} ._-]", "_"));
  }

  /// A kit inside the synced folder would be locked in by what it is to open.
  private static final class InsideVault extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// A kit inside the storage would open it for whoever runs that.
  private static final class InsideStorage extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// Not on the JavaFX thread.
  RecoveryKitWriter.Place reserve(Path target) throws IOException {
    refuseInside(target);
    return ui.kits().reserve(target);
  }

  /// Not on the JavaFX thread.
  void write(Path target, RecoveryKitWriter.Kit kit) throws IOException {
    refuseInside(target);
    ui.kits().write(target, kit);
  }

  private void refuseInside(Path target) throws InsideVault, InsideStorage {
    if (synced.get().stream().anyMatch(folder -> RecoveryKits.isInside(target, folder))) {
      throw new InsideVault();
    }
    if (RecoveryKits.isInStorage(target, storage)) {
      throw new InsideStorage();
    }
  }

  Problem problem(Exception failure) {
    return switch (failure) {
      case InsideVault _ -> problem(ErrorCode.USAGE, "kit.inside", "kit.inside.body");
      case InsideStorage _ -> problem(ErrorCode.USAGE, "kit.inStorage", "kit.inStorage.body");
      // A kit never replaces a file: that could be the only copy of another one.
      case FileAlreadyExistsException _ ->
          problem(ErrorCode.LOCAL, "kit.notSaved", "kit.notSaved.exists");
      default -> problem(ErrorCode.LOCAL, "kit.notSaved", "kit.notSaved.body");
    };
  }

  private Problem problem(ErrorCode code, String title, String body) {
    return new Problem(code, ui.texts().get(title), ui.texts().get(body));
  }
}
