package org.tidelock.engine.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.selection.Selection;

/// Answers what is, and what was, in the vault. Each answer is of one moment, whatever a round commits meanwhile, and costs its folder; what
/// was deleted costs all that was ever deleted. Thread-safe.
public final class Listing {
  private final Tables tables;
  private final LeftOut rules;
  private final Selection selection;

  /// @param selection over the same connection
  public Listing(Tables reading, LeftOut rules, Selection selection) {
    this.tables = reading;
    this.selection = selection;
    this.rules = rules;
  }

  private Standing standing() {
    return new Standing(tables, rules, selection.now());
  }

  /// What is directly in a folder; a file by itself.
  public List<FileEntry> list(String path) throws TidelockException {
    VaultPath at = VaultPath.of(path);
    return tables.db().transaction(() -> found(at)).orElseThrow(at::unknown);
  }

  private Optional<List<FileEntry>> found(VaultPath at) {
    Lookup lookup = lookup();
    Optional<NodeId> folder = lookup.folder(at);
    if (folder.isPresent()) return Optional.of(entriesIn(at, folder.get(), lookup));
    return lookup
        .entry(at)
        .map(
            e -> {
              Optional<BaseRow> row = tables.base().row(e.id());
              return List.of(entries().of(at, e, standing().of(at, e, row)));
            });
  }

  private List<FileEntry> entriesIn(VaultPath at, NodeId folder, Lookup lookup) {
    Map<NodeId, BaseRow> rows = new HashMap<>();
    for (BaseRow row : tables.base().rowsIn(folder)) rows.put(row.entry().id(), row);
    Standing standing = standing();
    FileEntries entries = entries();
    List<FileEntry> all = new ArrayList<>();
    for (Entry e : lookup.view().children(folder)) {
      VaultPath path = at.child(e.name());
      Optional<BaseRow> row = Optional.ofNullable(rows.get(e.id()));
      all.add(entries.of(path, e, standing.of(path, e, row)));
    }
    all.sort(FileEntries.FOLDERS_FIRST);
    return all;
  }

  /// Everything deleted below a folder, which itself may be there or not; newest first.
  public List<FileEntry> deleted(String path) throws TidelockException {
    VaultPath at = VaultPath.of(path);
    return tables
        .db()
        .transaction(
            () -> {
              Lookup lookup = lookup();
              List<Deleted.Item> items = new Deleted(tables, lookup).missingBelow(at);
              Standing standing = standing();
              FileEntries entries = entries();
              return items.isEmpty() && lookup.folder(at).isEmpty()
                  ? Optional.<List<FileEntry>>empty()
                  : Optional.of(items.stream().map(i -> entries.of(i, standing.of(i))).toList());
            })
        .orElseThrow(at::unknown);
  }

  public List<FileEntry> search(String text, boolean history, int limit) {
    return tables
        .db()
        .transaction(
            () -> {
              Search search = new Search(tables, lookup(), standing(), text, limit);
              return history ? search.everything() : search.present();
            });
  }

  /// The versions of a file, those from before renames and deletions included; newest first.
  public List<FileVersion> history(String path) throws TidelockException {
    VaultPath at = VaultPath.of(path);
    Optional<List<FileVersion>> found =
        tables
            .db()
            .transaction(
                () -> {
                  Versions versions = new Versions(tables, lookup());
                  List<Versions.Past> all = versions.at(at);
                  return all.isEmpty() && !versions.isFolder(at)
                      ? Optional.<List<FileVersion>>empty()
                      : Optional.of(all.stream().map(this::shown).toList());
                });
    if (found.isEmpty()) throw at.unknown();
    if (found.get().isEmpty()) throw isFolder(at);
    return found.get();
  }

  private static TidelockException isFolder(VaultPath at) {
    return new TidelockException(
        ErrorCode.USAGE,
        at.isTop() ? Happened.TOP_IS_A_FOLDER.of() : Happened.FOLDER_HAS_NO_VERSIONS.of(at),
        Safe.NOTHING_CHANGED.of(),
        Todo.NAME_A_FILE.of());
  }

  private FileVersion shown(Versions.Past past) {
    return new FileVersion(
        past.version().id().toString(),
        past.version().made(),
        past.kind() == NodeKind.FILE
            ? past.version().attributes().modified()
            : past.version().made(),
        tables.deviceName(past.version().id().writer()),
        past.version().size(),
        past.current());
  }

  private Lookup lookup() {
    return new Lookup(tables.merged(), tables.view());
  }

  private FileEntries entries() {
    return new FileEntries(tables.merged(), tables::deviceName);
  }
}
