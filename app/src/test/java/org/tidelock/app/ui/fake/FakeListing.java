package org.tidelock.app.ui.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.FolderSize;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.TidelockException;

/// The files of a vault in memory, those that were deleted too.
final class FakeListing {
  private final List<FileEntry> files = new ArrayList<>();
  private Map<String, List<FileVersion>> versions = Map.of();

  void add(List<FileEntry> more) {
    files.addAll(more);
  }

  void add(FakeListing other) {
    files.addAll(other.files);
  }

  void versions(Map<String, List<FileVersion>> history) {
    versions = history;
  }

  List<FileEntry> list(String path) {
    return files.stream()
        .filter(entry -> entry.deleted().isEmpty() && parent(entry.path()).equals(path))
        .sorted(FOLDERS_FIRST)
        .toList();
  }

  private static final Comparator<FileEntry> FOLDERS_FIRST =
      Comparator.comparing((FileEntry entry) -> entry.type() != FileEntry.Type.FOLDER)
          .thenComparing(FileEntry::name);

  /// Of the folders directly in one.
  List<FolderSize> sizes(String path) {
    return list(path).stream()
        .filter(entry -> entry.type() == FileEntry.Type.FOLDER)
        .map(
            folder -> {
              var part = sum(entry -> entry.path().startsWith(folder.path() + "/"));
              return new FolderSize(folder.path(), part.files(), part.bytes());
            })
        .toList();
  }

  /// How many files there are of a kind.
  SelectionPreview.Part sum(Predicate<FileEntry> which) {
    var found =
        files.stream()
            .filter(
                entry ->
                    entry.deleted().isEmpty()
                        && entry.type() != FileEntry.Type.FOLDER
                        && which.test(entry))
            .toList();
    return new SelectionPreview.Part(found.size(), found.stream().mapToLong(FileEntry::size).sum());
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  List<FileEntry> listDeleted(String path) {
    return files.stream()
        .filter(
            entry ->
                entry.deleted().isPresent()
                    && (path.isEmpty() || entry.path().startsWith(path + "/")))
        .toList();
  }

  List<FileEntry> search(String text, boolean history, int limit) {
    var wanted = text.toLowerCase(Locale.ROOT);
    return files.stream()
        .filter(
            entry ->
                (history || entry.deleted().isEmpty())
                    && entry.name().toLowerCase(Locale.ROOT).contains(wanted))
        .limit(limit)
        .toList();
  }

  List<FileVersion> history(String path) throws TidelockException {
    var known = versions.get(path);
    if (known != null) {
      return known;
    }
    var entry = files.stream().filter(one -> one.path().equals(path)).findFirst();
    if (entry.isEmpty()) {
      throw new TidelockException(
          ErrorCode.USAGE, "There is no such file.", "Nothing was changed.", "Check the name.");
    }
    return List.of(
        new FileVersion(
            "v1",
            entry.get().modified(),
            entry.get().modified(),
            entry.get().device(),
            entry.get().size(),
            entry.get().deleted().isEmpty()));
  }
}
