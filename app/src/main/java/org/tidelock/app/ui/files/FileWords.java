package org.tidelock.app.ui.files;

import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.FileIcons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Transfer;
import org.tidelock.engine.Status;

/// How an entry stands: an icon, and a word that says the same.
record FileWords(Feather icon, Tone tone, String word) {
  static FileWords of(FileEntry entry, PageContext context) {
    var texts = context.texts();
    var status = context.model().status();
    if (entry.deleted().isPresent() && entry.local() != FileEntry.Local.HELD) {
      var when = context.formats().date(entry.deleted().get().when());
      return new FileWords(Feather.TRASH_2, Tone.NEUTRAL, texts.get("files.deleted", when));
    }
    return switch (entry.local()) {
      case STORED -> new FileWords(Feather.CHECK_CIRCLE, Tone.SUCCESS, texts.get("files.stored"));
      case WAITING ->
          moving(entry, status)
              .map(
                  share ->
                      new FileWords(
                          Feather.ARROW_UP_CIRCLE, Tone.ACCENT, texts.get("files.sending", share)))
              .orElse(new FileWords(Feather.CLOCK, Tone.NEUTRAL, texts.get("files.waiting")));
      case RECEIVING ->
          new FileWords(
              Feather.ARROW_DOWN_CIRCLE,
              Tone.ACCENT,
              moving(entry, status)
                  .map(share -> texts.get("files.receiving.share", share))
                  .orElse(texts.get("files.receiving")));
      case LEFT_OUT -> new FileWords(Feather.CLOUD, Tone.NEUTRAL, texts.get("files.leftOut"));
      case HELD -> new FileWords(Feather.ALERT_OCTAGON, Tone.WARNING, texts.get("files.held"));
      case PROBLEM ->
          new FileWords(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get("files.problem"));
    };
  }

  /// Percent done, if it is on its way right now.
  private static Optional<Integer> moving(FileEntry entry, Status status) {
    return status.progress().map(Progress::transfers).stream()
        .flatMap(java.util.Collection::stream)
        .filter(transfer -> transfer.path().equals(entry.path()) && transfer.done() > 0)
        .findFirst()
        .map(FileWords::percent);
  }

  private static int percent(Transfer transfer) {
    return (int) (100 * transfer.done() / Math.max(1, transfer.total()));
  }

  static Feather glyph(FileEntry entry) {
    return switch (entry.type()) {
      case FOLDER -> Feather.FOLDER;
      case LINK -> Feather.LINK_2;
      case FILE -> FileIcons.of(entry.name());
    };
  }

  /// Whether there is something on this computer to open.
  static boolean here(FileEntry entry) {
    return entry.deleted().isEmpty()
        && switch (entry.local()) {
          case STORED, WAITING, PROBLEM -> true;
          case HELD -> false;
          case RECEIVING, LEFT_OUT -> entry.type() == Type.FOLDER;
        };
  }
}
