package org.tidelock.engine.listing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.NodeGlance;

/// What was deleted and can be brought back. A deleted node keeps its place and its versions; all of them are looked through.
public final class Deleted {
  private static final Comparator<Item> NEWEST_FIRST =
      Comparator.comparing(Item::when)
          .reversed()
          .thenComparing(i -> i.path().toString())
          .thenComparing(i -> i.node().id());

  private final Tables tables;
  private final Lookup lookup;
  private final Map<OpId, Instant> times = new HashMap<>();

  public Deleted(Tables tables, Lookup lookup) {
    this.tables = tables;
    this.lookup = lookup;
  }

  /// @param path where it was
  /// @param by the operation that deleted it last, of a commit made at `when` by its author's clock
  public record Item(Node node, VaultPath path, OpId by, Instant when) {}

  /// Everything that was anywhere below a folder.
  public List<Item> below(VaultPath folder) {
    return find(_ -> true, item -> item.path().isBelow(folder));
  }

  /// The same, without what has something of its kind in its place now: of a file that is an earlier version, which the history of the present one has, and of a folder
  /// what is still missing in it is here by itself.
  public List<Item> missingBelow(VaultPath folder) {
    Map<VaultPath, Map<String, NodeKind>> present = new HashMap<>();
    List<Item> items = new ArrayList<>(below(folder));
    items.removeIf(
        item ->
            isAlike(
                present
                    .computeIfAbsent(item.path().parent(), this::present)
                    .get(item.path().name()),
                item.node().kind()));
    return items;
  }

  private static boolean isAlike(@Nullable NodeKind there, NodeKind deleted) {
    return there != null && (there == NodeKind.FOLDER) == (deleted == NodeKind.FOLDER);
  }

  private Map<String, NodeKind> present(VaultPath folder) {
    Map<String, NodeKind> names = new HashMap<>();
    for (NodeId id : lookup.folder(folder).stream().toList())
      for (Entry e : lookup.view().children(id)) names.put(e.name(), e.kind());
    return names;
  }

  /// Everything that was ever deleted at a place.
  public List<Item> at(VaultPath path) {
    return path.isTop()
        ? List.of()
        : find(g -> g.name().equals(path.name()), item -> item.path().equals(path));
  }

  /// A deleted folder with what went with it: deleted by the same device at the same time, or in the minutes before, when a round was quicker
  /// than who deleted one thing after the other.
  public List<Item> with(Item folder, Duration before) {
    return find(
        _ -> true, item -> item.path().isBelow(folder.path()) && wentWith(item, folder, before));
  }

  /// What was chosen, and what went with the folders among it, as [#with(Item, Duration)] finds it; newest first.
  ///
  /// @param chosen what of it is not deleted any more is passed over
  public List<Item> with(Set<NodeId> chosen, Duration before) {
    List<Item> all = sorted(_ -> true, _ -> true);
    Map<VaultPath, List<Item>> folders = new HashMap<>();
    for (Item item : all)
      if (chosen.contains(item.node().id()) && item.node().kind() == NodeKind.FOLDER)
        folders.computeIfAbsent(item.path(), _ -> new ArrayList<>()).add(item);
    all.removeIf(
        item -> !chosen.contains(item.node().id()) && !wentWithOneOf(item, folders, before));
    return all;
  }

  private static boolean wentWithOneOf(
      Item item, Map<VaultPath, List<Item>> folders, Duration before) {
    for (VaultPath at = item.path(); !at.isTop(); ) {
      at = at.parent();
      for (Item folder : folders.getOrDefault(at, List.of()))
        if (wentWith(item, folder, before)) return true;
    }
    return false;
  }

  private static boolean wentWith(Item item, Item folder, Duration before) {
    return item.by().writer().equals(folder.by().writer())
        && !item.when().isBefore(folder.when().minus(before))
        && !item.when().isAfter(folder.when());
  }

  /// Newest first; of several things of one name and content at one place one.
  List<Item> find(Predicate<NodeGlance> glance, Predicate<Item> wanted) {
    List<Item> found = sorted(glance, wanted);
    Set<Shown> shown = new HashSet<>();
    found.removeIf(i -> !shown.add(Shown.of(i)));
    return found;
  }

  private List<Item> sorted(Predicate<NodeGlance> glance, Predicate<Item> wanted) {
    List<NodeId> candidates = new ArrayList<>();
    new NodeSearch(tables.db()).hidden(glance, (id, _) -> candidates.add(id));
    List<Item> found = new ArrayList<>();
    for (NodeId id : candidates) item(id).filter(wanted).ifPresent(found::add);
    found.sort(NEWEST_FIRST);
    return found;
  }

  private record Shown(VaultPath path, NodeKind kind, Optional<ContentId> content) {
    static Shown of(Item item) {
      return new Shown(
          item.path(),
          item.node().kind(),
          item.node().versions().stream().findFirst().map(ContentVersion::content));
    }
  }

  Optional<Item> item(NodeId id) {
    Optional<Node> node = tables.merged().node(id).filter(n -> !n.visible());
    if (node.isEmpty() || isEmptyFile(node.get())) return Optional.empty();
    Optional<OpId> by =
        node.get().deletions().stream()
            .max(Comparator.comparing(this::time).thenComparing(Comparator.naturalOrder()));
    return by.flatMap(
        op -> lookup.place(node.get()).map(path -> new Item(node.get(), path, op, time(op))));
  }

  /// A file that never got content cannot be brought back.
  private static boolean isEmptyFile(Node node) {
    return node.kind() != NodeKind.FOLDER && node.versions().isEmpty();
  }

  private Instant time(OpId operation) {
    return times.computeIfAbsent(
        operation, op -> tables.log().made(op.writer(), op.seq()).orElse(Instant.EPOCH));
  }
}
