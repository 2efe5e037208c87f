package org.tidelock.app.ui.wizard;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/// A code in the clipboard, which every other program can read and some keep: it leaves that after a minute, or sooner. What was copied since stays.
final class CopiedCode {
  private static final Duration STAYS = Duration.ofMinutes(1);

  private String code = "";
  private Instant until = Instant.MAX;

  void copy(String text, Instant now) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    code = text;
    until = now.plus(STAYS);
  }

  boolean isThere() {
    return !code.isEmpty();
  }

  void forgetAfterAMinute(Instant now) {
    if (!now.isBefore(until)) {
      forget();
    }
  }

  void forget() {
    var clipboard = Clipboard.getSystemClipboard();
    if (isThere() && Optional.ofNullable(clipboard.getString()).filter(code::equals).isPresent()) {
      clipboard.clear();
    }
    code = "";
    until = Instant.MAX;
  }
}
