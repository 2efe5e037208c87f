package org.tidelock.engine.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;

/// What a scan has to tell, worked out from the whole disk and the whole base at once and without any order: a folder is where its number is, else
/// in its place if no other row's folder is there; anything else is in its place if its kind is there, else where its number is free.
final class NaiveScan {
  private final FakeBase base;
  private final Map<LocalPath, Fingerprint> disk = new LinkedHashMap<>();
  private final Map<NodeId, LocalPath> located = new LinkedHashMap<>();
  private final Map<LocalPath, BaseRow> owners = new LinkedHashMap<>();

  NaiveScan(FakeDisk disk, FakeBase base) throws IOException {
    this.base = base;
    for (LocalPath path : disk.everything()) this.disk.put(path, disk.look(path).orElseThrow());
    for (BaseRow row : base.all()) if (row.isFolder()) locateFolder(row);
    for (BaseRow row : base.all()) if (!row.isFolder()) place(row).ifPresent(p -> own(row, p));
  }

  private void own(BaseRow row, LocalPath path) {
    located.put(row.entry().id(), path);
    owners.put(path, row);
  }

  private void locateFolder(BaseRow row) {
    folder(row.entry().id()).ifPresent(path -> own(row, path));
  }

  private Optional<LocalPath> folder(NodeId id) {
    if (id.equals(Nodes.ROOT)) return Optional.of(LocalPath.ROOT);
    BaseRow row = base.row(id).orElseThrow();
    for (Map.Entry<LocalPath, Fingerprint> e : disk.entrySet())
      if (e.getValue().isSameFile(row.fingerprint())) return Optional.of(e.getKey());
    return place(row).filter(path -> !isSomeFolder(disk.get(path)));
  }

  private boolean isSomeFolder(Fingerprint fingerprint) {
    return base.all().stream().anyMatch(row -> row.fingerprint().isSameFile(fingerprint));
  }

  /// The row's place, if its kind is there.
  private Optional<LocalPath> place(BaseRow row) {
    return folder(row.entry().parent())
        .map(folder -> folder.child(row.entry().localName()))
        .filter(disk::containsKey)
        .filter(path -> Kinds.same(row, disk.get(path)));
  }

  /// Hard links leave a choice of which name is the moved one: what `told` says is accepted if it is one of the choices.
  Set<String> expected(List<String> told) {
    Set<String> lines = new TreeSet<>();
    Set<LocalPath> taken = new HashSet<>();
    for (BaseRow row : base.all()) {
      LocalPath at = located.get(row.entry().id());
      if (at != null) {
        taken.add(at);
        inPlace(row, at).ifPresent(lines::add);
      }
    }
    List<BaseRow> lost = new ArrayList<>();
    for (BaseRow row : base.all()) {
      if (located.containsKey(row.entry().id())) continue;
      List<LocalPath> possible = row.isFolder() ? List.of() : unowned(row);
      Optional<LocalPath> chosen =
          possible.stream().filter(p -> told.contains(moved(row, p))).findFirst();
      if (chosen.isPresent() && taken.add(chosen.get())) lines.add(moved(row, chosen.get()));
      else lost.add(row);
    }
    for (BaseRow row : lost) {
      boolean left = !row.isFolder() && unowned(row).stream().anyMatch(p -> !taken.contains(p));
      lines.add(left ? "MISSED move of " + base.path(row) : "gone " + base.path(row));
    }
    for (LocalPath path : disk.keySet()) if (!taken.contains(path)) lines.add("new " + path);
    return lines;
  }

  private List<LocalPath> unowned(BaseRow row) {
    return disk.keySet().stream()
        .filter(path -> !owners.containsKey(path))
        .filter(path -> disk.get(path).isSameFile(row.fingerprint()))
        .collect(Collectors.toList());
  }

  private Optional<String> inPlace(BaseRow row, LocalPath at) {
    if (!place(row).equals(Optional.of(at))) return Optional.of(moved(row, at));
    Fingerprint now = disk.get(at);
    if (row.isFolder())
      return now.isSameFile(row.fingerprint())
          ? Optional.empty()
          : Optional.of("renumbered " + base.path(row));
    return now.equals(row.fingerprint()) && !row.racy()
        ? Optional.empty()
        : Optional.of("changed " + base.path(row));
  }

  private String moved(BaseRow row, LocalPath at) {
    return "moved " + base.path(row) + " -> " + at;
  }
}
