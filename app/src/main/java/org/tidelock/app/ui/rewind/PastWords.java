package org.tidelock.app.ui.rewind;

import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.FileIcons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.RestoreReport;

/// What has become of an entry since then: an icon, and words that say the same.
record PastWords(Feather icon, Tone tone, String words) {
  static PastWords of(PastEntry past, PageContext context) {
    var texts = context.texts();
    return switch (past.since()) {
      // Of a folder it is not known what has become of what is in it.
      case SAME ->
          new PastWords(
              Feather.CHECK,
              Tone.NEUTRAL,
              past.entry().type() == Type.FOLDER ? "" : texts.get("rewind.since.same"));
      case CHANGED ->
          new PastWords(
              Feather.EDIT_2,
              Tone.ACCENT,
              past.now()
                  .map(
                      now ->
                          texts.get(
                              "rewind.since.changed", context.formats().moment(now.modified())))
                  .orElse(texts.get("rewind.since.gone")));
      case MOVED ->
          new PastWords(
              Feather.CORNER_UP_RIGHT,
              Tone.ACCENT,
              past.now()
                  .map(now -> texts.get("rewind.since.moved", now.path()))
                  .orElse(texts.get("rewind.since.gone")));
      case GONE -> new PastWords(Feather.TRASH_2, Tone.ACCENT, texts.get("rewind.since.gone"));
      case LATER -> new PastWords(Feather.PLUS, Tone.NEUTRAL, texts.get("rewind.since.later"));
    };
  }

  static Feather glyph(FileEntry entry) {
    return switch (entry.type()) {
      case FOLDER -> Feather.FOLDER;
      case LINK -> Feather.LINK_2;
      case FILE -> FileIcons.of(entry.name());
    };
  }

  /// -1 for what has none of its own.
  static long size(FileEntry entry) {
    return entry.type() == Type.FILE ? entry.size() : -1;
  }

  /// What a restore has brought: files, or folders where there is no file.
  static String brought(RestoreReport report, String files, String folders, Texts texts) {
    return report.files() == 0 && report.folders() > 0
        ? texts.get(folders, report.folders())
        : texts.get(files, report.files());
  }

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
