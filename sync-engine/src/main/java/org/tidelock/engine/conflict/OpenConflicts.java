package org.tidelock.engine.conflict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.Issue;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.OpenConflict.Side;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;

/// Finds the conflicts that are told of as issues, and the one of a path.
public final class OpenConflicts {
  private final Tables tables;
  private final DeviceId self;
  private final Lookup lookup;

  public OpenConflicts(Tables tables, DeviceId self) {
    this.tables = tables;
    this.self = self;
    this.lookup = new Lookup(tables.merged(), tables.view());
  }

  /// The entries that want one name in a folder: the one that has it, then the others.
  ///
  /// @param folder the path of the folder
  /// @param node the node of the folder
  record Group(VaultPath folder, NodeId node, List<Entry> entries) {
    List<Entry> files() {
      return entries.stream().filter(e -> e.kind() != NodeKind.FOLDER).toList();
    }

    boolean isConflict() {
      return entries.size() > 1;
    }
  }

  /// In the order of the issues.
  public List<OpenConflict> all() {
    Map<String, OpenConflict> all = new LinkedHashMap<>();
    Set<VaultPath> met = new HashSet<>();
    for (Issue issue : tables.issues().all())
      if (issue.kind() == Issue.Kind.CONFLICT && issue.path().isPresent()) {
        VaultPath path = VaultPath.of(issue.path().get());
        if (met.add(path)) of(path).ifPresent(g -> all.putIfAbsent(told(g).path(), told(g)));
      }
    return List.copyOf(all.values());
  }

  /// What is at a path together with what wants the same name; empty if nothing is there, or nothing else wants it.
  Optional<Group> of(VaultPath path) {
    if (path.isTop()) return Optional.empty();
    Optional<NodeId> folder = lookup.folder(path.parent());
    if (folder.isEmpty()) return Optional.empty();
    List<Entry> there = lookup.view().children(folder.get());
    return there.stream()
        .filter(e -> e.name().equals(path.name()))
        .findFirst()
        .map(
            e ->
                new Group(
                    path.parent(),
                    folder.get(),
                    there.stream().filter(o -> o.key().equals(e.key())).toList()))
        .filter(Group::isConflict);
  }

  private OpenConflict told(Group group) {
    List<Side> sides = new ArrayList<>();
    for (Entry e : group.files()) {
      ContentVersion version = tables.merged().version(e.version().orElseThrow()).orElseThrow();
      Optional<LogTable.Writer> writer = tables.log().writer(version.id().writer());
      sides.add(
          new Side(
              group.folder.child(e.name()).toString(),
              tables.deviceName(version.id().writer()),
              writer.filter(w -> w.device().equals(self)).isPresent(),
              version.made(),
              e.size()));
    }
    return new OpenConflict(group.folder.child(group.entries.getFirst().name()).toString(), sides);
  }
}
