package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.undo.Deeds.Deed;

/// What was changed, batch by batch, as people see it.
public final class ChangeBatches {
  private static final int FOLDERS = 64;

  private final Tables tables;
  private final Identity identity;
  private final KeptCommits commits;
  private final Lookup lookup;

  public ChangeBatches(Tables tables, Identity identity) {
    this.tables = tables;
    this.identity = identity;
    this.commits = new KeptCommits(tables, identity);
    this.lookup = new Lookup(tables.merged(), tables.view());
  }

  /// Newest first; without those that have changed nothing that could be undone.
  public List<ChangeBatch> newest(int limit) throws TidelockException {
    List<ChangeBatch> newest = new ArrayList<>();
    for (Batches.Found found : Batches.of(tables)) {
      if (newest.size() == limit) break;
      Deeds deeds = new Deeds();
      for (SegmentKey key : found.segments()) deeds.add(commits.commit(key));
      if (!deeds.nodes().isEmpty()) newest.add(batch(found, deeds));
    }
    return newest;
  }

  private ChangeBatch batch(Batches.Found found, Deeds deeds) {
    LogTable.Writer writer = tables.log().writer(found.first().writer()).orElseThrow();
    return new ChangeBatch(
        found.id(),
        writer.name(),
        writer.device().equals(identity.device().id()),
        found.first().made(),
        found.segments().getLast().made(),
        count(deeds, Deed.BORN) + count(deeds, Deed.TOUCHED),
        count(deeds, Deed.CONTENT) + count(deeds, Deed.ATTRIBUTES),
        count(deeds, Deed.MOVED),
        count(deeds, Deed.DELETED),
        folder(deeds.nodes()).toString());
  }

  /// What is new is only that; what was edited and got attributes is changed once.
  private static long count(Deeds deeds, Deed deed) {
    return deeds.nodes().stream()
        .map(deeds::of)
        .filter(d -> d.contains(deed))
        .filter(d -> deed == Deed.BORN || deed == Deed.DELETED || !d.contains(Deed.BORN))
        .filter(d -> deed != Deed.ATTRIBUTES || !d.contains(Deed.CONTENT))
        .count();
  }

  private VaultPath folder(Set<NodeId> nodes) {
    Set<VaultPath> folders = new LinkedHashSet<>();
    for (NodeId id : nodes) {
      Optional<Node> node = tables.merged().node(id);
      node.flatMap(n -> lookup.folderPath(n.parent())).ifPresent(folders::add);
      // Of very many it is nearly always the top, and that soon.
      if (folders.size() == FOLDERS) {
        VaultPath common = VaultPath.common(List.copyOf(folders));
        if (common.isTop()) return common;
        folders.clear();
        folders.add(common);
      }
    }
    return VaultPath.common(List.copyOf(folders));
  }
}
