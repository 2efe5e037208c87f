package org.tidelock.engine.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.Entry;

/// Finds what is gone from this disk and waits for an answer, so that it is still in the vault.
final class WaitingWish {
  private final Lookup lookup;
  private final Set<NodeId> waiting;

  WaitingWish(Tables tables, Lookup lookup) {
    this.lookup = lookup;
    this.waiting = tables.holds().waiting(Cause.GONE_HERE);
  }

  /// Of a folder only what waits in it.
  Optional<Wish> at(VaultPath path) {
    if (waiting.isEmpty()) return Optional.empty();
    Optional<NodeId> folder = lookup.folder(path);
    return folder.isPresent()
        ? folder(path.isTop() ? "" : path.name(), folder.get())
        : lookup.entry(path).flatMap(this::wish);
  }

  private Optional<Wish> wish(Entry e) {
    if (e.kind() == NodeKind.FOLDER) return folder(e.name(), e.id());
    return waiting.contains(e.id()) ? Optional.of(Wish.file(e)) : Optional.empty();
  }

  private Optional<Wish> folder(String name, NodeId id) {
    List<Wish> inside = new ArrayList<>();
    for (Entry e : lookup.view().children(id)) wish(e).ifPresent(inside::add);
    return inside.isEmpty() && !waiting.contains(id)
        ? Optional.empty()
        : Optional.of(Wish.folder(name, inside));
  }
}
