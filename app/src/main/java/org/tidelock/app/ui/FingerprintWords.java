package org.tidelock.app.ui;

import java.util.List;
import org.tidelock.app.ui.component.WordCells;

/// The six words of a fingerprint, of a vault or of a device, to be compared on two screens.
public final class FingerprintWords {
  private FingerprintWords() {}

  public static void show(WordCells cells, String fingerprint, Texts texts) {
    var words = List.of(fingerprint.split("[ -]+"));
    cells.show(words, texts.get("devices.fingerprint.spoken", String.join(", ", words)));
  }

  public static WordCells of(String fingerprint, Texts texts) {
    var cells = new WordCells();
    show(cells, fingerprint, texts);
    return cells;
  }
}
