package org.tidelock.engine.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.selection.Extent;

/// Which places of the vault are on this device, as a person has chosen. What was put into another one would not be synced.
final class Reach {
  private final Extent extent;
  private final Lookup lookup;
  private final Map<VaultPath, Map<String, Entry>> folders = new HashMap<>();
  private final Map<VaultPath, Boolean> out = new HashMap<>();
  private final List<Out> same = new ArrayList<>();
  private final List<Out> notChosen = new ArrayList<>();

  private Reach(Extent extent, Lookup lookup) {
    this.extent = extent;
    this.lookup = lookup;
  }

  /// A file, a link or an empty folder whose place is not on this device.
  record Out(VaultPath path, long size) {}

  /// Wishes that can be fulfilled, and what of them cannot.
  ///
  /// @param same what the vault has there just so
  /// @param notChosen where the vault has something else, or nothing
  record Parted(List<Placed> wishes, List<Out> same, List<Out> notChosen) {
    static Parted all(List<Placed> wishes) {
      return new Parted(wishes, List.of(), List.of());
    }

    /// Everything was to go where this device has nothing.
    boolean isAllOut() {
      return wishes.isEmpty() && !notChosen.isEmpty();
    }
  }

  static Parted part(List<Placed> wishes, Extent extent, Lookup lookup) {
    return extent.isAll() ? Parted.all(wishes) : new Reach(extent, lookup).part(wishes);
  }

  private Parted part(List<Placed> wishes) {
    List<Placed> within = new ArrayList<>();
    for (Placed placed : wishes)
      within(placed.wish(), placed.folder())
          .ifPresent(wish -> within.add(new Placed(wish, placed.folder())));
    return new Parted(within, same, notChosen);
  }

  private Optional<Wish> within(Wish wish, VaultPath folder) {
    VaultPath at = wish.name().isEmpty() ? folder : folder.child(wish.name());
    boolean isOut = isOut(at);
    if (wish.file().isPresent()) {
      if (!isOut) return Optional.of(wish);
      Wish.File file = wish.file().get();
      boolean isSame = entry(at).filter(e -> isSame(e, file)).isPresent();
      (isSame ? same : notChosen).add(new Out(at, file.size()));
      return Optional.empty();
    }
    if (isOut && wish.inside().isEmpty()) {
      boolean isSame = entry(at).filter(e -> e.kind() == NodeKind.FOLDER).isPresent();
      if (!isSame) notChosen.add(new Out(at, 0));
    }
    List<Wish> inside = new ArrayList<>();
    for (Wish one : wish.inside()) within(one, at).ifPresent(inside::add);
    return isOut && inside.isEmpty()
        ? Optional.empty()
        : Optional.of(new Wish(wish.name(), wish.file(), inside));
  }

  private static boolean isSame(Entry there, Wish.File wanted) {
    return there.kind() == wanted.kind()
        && there.content().filter(wanted.content()::equals).isPresent()
        && (wanted.kind() == NodeKind.LINK || there.attributes().equals(wanted.attributes()));
  }

  /// What is not in the vault now would be new in its folder.
  private boolean isOut(VaultPath path) {
    if (path.isTop()) return false;
    Boolean known = out.get(path);
    if (known != null) return known;
    boolean found = entry(path).map(extent::leavesOut).orElseGet(() -> isOut(path.parent()));
    out.put(path, found);
    return found;
  }

  private Optional<Entry> entry(VaultPath path) {
    return Optional.ofNullable(
        folders.computeIfAbsent(path.parent(), this::entries).get(path.name()));
  }

  private Map<String, Entry> entries(VaultPath folder) {
    Map<String, Entry> entries = new HashMap<>();
    Optional<NodeId> id = lookup.folder(folder);
    if (id.isPresent()) for (Entry e : lookup.view().children(id.get())) entries.put(e.name(), e);
    return entries;
  }
}
