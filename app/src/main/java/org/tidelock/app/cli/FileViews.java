package org.tidelock.app.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileVersion;

/// How entries and versions are printed by `ls`, `search` and `history`.
final class FileViews {
  private FileViews() {}

  static Json json(FileEntry entry) {
    return Json.object()
        .put("path", entry.path())
        .put("type", entry.type())
        .put("size", entry.size())
        .put("modified", entry.modified())
        .put("device", entry.device())
        .put("local", entry.local())
        .put("deleted", entry.deleted().map(FileEntry.Deletion::when));
  }

  static Json json(FileVersion version) {
    return Json.object()
        .put("id", version.id())
        .put("recorded", version.recorded())
        .put("modified", version.modified())
        .put("device", version.device())
        .put("size", version.size())
        .put("current", version.current());
  }

  /// Size, time and name in columns; a folder ends with `/`.
  static String line(FileEntry entry, ZoneId zone, boolean wholePath) {
    boolean folder = entry.type() == FileEntry.Type.FOLDER;
    String name = Words.shown(wholePath ? entry.path() : entry.name()) + (folder ? "/" : "");
    String note =
        entry
            .deleted()
            .map(
                deletion ->
                    "  (deleted "
                        + Words.time(deletion.when(), zone)
                        + " on "
                        + Words.shown(entry.device())
                        + (entry.local() == FileEntry.Local.HELD
                            ? "; still here, removal waits)"
                            : ")"))
            .orElse(
                switch (entry.local()) {
                  case STORED -> "";
                  case WAITING -> "  (waiting to be sent)";
                  case RECEIVING -> "  (not here yet)";
                  case LEFT_OUT -> "  (left out here)";
                  case HELD -> "  (gone here, removal waits)";
                  case PROBLEM -> "  (cannot be synced)";
                });
    return String.format(
        Locale.ROOT,
        "%10s  %s  %s%s",
        folder ? "" : Words.size(entry.size()),
        Words.time(entry.modified(), zone),
        name,
        note);
  }

  static String line(FileVersion version, ZoneId zone) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %10s  %s%s",
        version.id(),
        Words.time(version.recorded(), zone),
        Words.size(version.size()),
        Words.shown(version.device()),
        version.current() ? "  (current)" : "");
  }

  static String summary(List<FileEntry> entries) {
    long files = entries.stream().filter(e -> e.type() != FileEntry.Type.FOLDER).count();
    return Words.files(files) + ", " + Words.count(entries.size() - files, "folder", "folders");
  }
}
