package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.tidelock.app.kit.KitContent;
import org.tidelock.app.kit.KitPlace;
import org.tidelock.app.kit.PaperSize;
import org.tidelock.app.kit.RecoveryKits;

/// The window's recovery kits: a PDF, whatever the person typed, unless the name ends as a text's.
final class KitSheets implements RecoveryKitWriter {
  private final ZoneId zone;

  /// @param zone whose date the sheet bears
  KitSheets(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Place reserve(Path target) throws IOException {
    var named =
        RecoveryKits.isKitName(target)
            ? target
            : target.resolveSibling(target.getFileName() + ".pdf");
    return new Sheet(KitPlace.reserve(named));
  }

  private final class Sheet implements Place {
    private final KitPlace place;

    Sheet(KitPlace place) {
      this.place = place;
    }

    @Override
    public Path file() {
      return place.file();
    }

    @Override
    public void fill(Kit kit) throws IOException {
      var content =
          new KitContent(
              kit.vaultName(),
              kit.created().atZone(zone).toLocalDate(),
              Optional.of(kit.storage()),
              kit.key().words());
      place.fill(content, PaperSize.of(kit.language()), kit.language());
    }

    @Override
    public void close() {
      place.close();
    }
  }
}
