package org.tidelock.engine.listing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;

/// The versions of what is at a place, under whatever names it had before, and of what was deleted there.
public final class Versions {
  private static final Comparator<Past> NEWEST_FIRST =
      Comparator.comparing((Past p) -> p.version().made())
          .thenComparing(p -> p.version().order())
          .reversed();

  private final Tables tables;
  private final Lookup lookup;

  public Versions(Tables tables, Lookup lookup) {
    this.tables = tables;
    this.lookup = lookup;
  }

  /// @param current what the place shows now
  public record Past(ContentVersion version, NodeKind kind, boolean current) {}

  boolean isFolder(VaultPath at) {
    return lookup.folder(at).isPresent()
        || deleted(at).stream().anyMatch(i -> i.node().kind() == NodeKind.FOLDER);
  }

  /// Newest first by the clocks of those who made them; none if only a folder is or was there.
  public List<Past> at(VaultPath path) {
    Optional<Entry> shown = lookup.entry(path).filter(e -> e.kind() != NodeKind.FOLDER);
    Map<OpId, Past> all = new LinkedHashMap<>();
    if (shown.isPresent())
      for (NodeId id : shown.get().nodes())
        tables.merged().node(id).ifPresent(n -> add(n, shown.get().version(), all));
    for (Deleted.Item item : deleted(path)) add(item.node(), Optional.empty(), all);
    return all.values().stream().sorted(NEWEST_FIRST).toList();
  }

  private List<Deleted.Item> deleted(VaultPath path) {
    return new Deleted(tables, lookup).at(path);
  }

  /// A copy made real by a Split has its version from another node, and only that one.
  private void add(Node node, Optional<OpId> current, Map<OpId, Past> all) {
    List<ContentVersion> versions = new ArrayList<>(node.versions());
    for (VersionTable.Version v : tables.versions().of(node.id())) versions.add(v.facts());
    for (ContentVersion v : versions)
      all.putIfAbsent(v.id(), new Past(v, node.kind(), current.filter(v.id()::equals).isPresent()));
  }
}
