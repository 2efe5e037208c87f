package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Intents;
import org.tidelock.engine.merge.Merged;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Peer;
import org.tidelock.engine.merge.Target;
import org.tidelock.engine.merge.TestContents;
import org.tidelock.engine.plan.MemoryDisk.Item;
import org.tidelock.engine.plan.MemoryDisk.Refused;

/// A whole device but for storage and bytes: a disk in memory, a base, and the real merge, intents, names and planner between them, put together
/// as the engine puts them together. Users change the disk; [#record] makes commits of that; [#apply] makes the disk equal to the merged tree.
final class Replica implements BaseTree, Base {
  private static final Fingerprint SOME =
      new Fingerprint(Fingerprint.Kind.FILE, 0, 0, 0, 0, 0, 0, false);

  /// A row of the base, and what it stands for on the disk.
  private record Row(BaseEntry entry, Item item) {}

  final Peer peer;
  final MemoryDisk disk;
  final LocalNames names;
  private final Supplier<NodeId> ids;
  private final Map<NodeId, Row> rows = new TreeMap<>();
  private final Set<NodeId> dirty = new TreeSet<>();

  Replica(int number, boolean caseSensitive, Supplier<NodeId> ids) {
    this.peer = new Peer(number);
    this.ids = ids;
    this.names =
        new LocalNames(
            new Disk.Facts(caseSensitive, true, 1, Disk.NameRules.POSIX),
            this,
            (path, _) -> !path.isRoot() && path.name().endsWith(".ignored"),
            _ -> Optional.of(LocalPath.ROOT));
    this.disk = new MemoryDisk(names::slot);
  }

  // The base.

  @Override
  public Optional<BaseEntry> entry(NodeId id) {
    return Optional.ofNullable(rows.get(id)).map(Row::entry);
  }

  @Override
  public List<BaseEntry> children(NodeId folder) {
    return rows.values().stream().map(Row::entry).filter(e -> e.parent().equals(folder)).toList();
  }

  @Override
  public Optional<BaseRow> row(NodeId id) {
    return entry(id).map(e -> new BaseRow(e, SOME, false));
  }

  @Override
  public List<BaseRow> rowsIn(NodeId folder) {
    return children(folder).stream().map(e -> new BaseRow(e, SOME, false)).toList();
  }

  @Override
  public List<BaseRow> rowsOf(long device, long file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean holdsSeveral() {
    return rows.size() > 1;
  }

  // Learning.

  void learn(List<Replica> all) {
    List<Peer> peers = all.stream().map(r -> r.peer).toList();
    for (Peer other : peers) learn(other, other.log().size(), peers);
  }

  void learn(Peer other, long count, List<Peer> all) {
    Peer.missing(peer.state().applied(), other, count, all)
        .forEach(commit -> note(peer.apply(commit)));
  }

  private void note(Merged merged) {
    dirty.addAll(merged.folders());
  }

  // From the disk to the vault.

  private static final class Batch {
    final Intents intents;
    final List<Operation> operations = new ArrayList<>();
    final List<Settled> settled = new ArrayList<>();
    final Map<NodeId, Row> former = new LinkedHashMap<>();

    Batch(Intents intents) {
      this.intents = intents;
    }
  }

  /// What is on the disk, and which version of what node it is.
  private record Settled(Item item, NodeId node, List<NodeId> nodes, Optional<OpId> version) {}

  /// Makes operations of all that differs on the disk, unless the merged tree has it so already.
  void record() {
    Map<Item, Row> known = new IdentityHashMap<>();
    rows.values().forEach(row -> known.put(row.item, row));
    Batch batch = new Batch(new Intents(peer.view()));
    Map<Item, NodeId> folders = new IdentityHashMap<>();
    folders.put(disk.root, Nodes.ROOT);
    disk.each(item -> look(item, known.get(item), folders, batch));
    commit(batch);
    Batch deletions = new Batch(new Intents(peer.view()));
    for (Row row : List.copyOf(rows.values()))
      if (!disk.holds(row.item) && isTopOfGone(row)) delete(row, deletions);
    commit(deletions);
  }

  private void look(Item item, @Nullable Row row, Map<Item, NodeId> folders, Batch batch) {
    NodeId parent = folders.get(item.parent());
    if (parent == null || (row == null && names.skipped(parent, item.name(), item.kind))) return;
    if (row == null) {
      create(item, parent, folders, batch);
      return;
    }
    folders.put(item, row.entry.id());
    boolean there = row.entry.parent().equals(parent) && row.entry.localName().equals(item.name());
    boolean same =
        row.entry.content().equals(item.content) && row.entry.attributes().equals(item.attributes);
    if (there && same) return;
    batch.former.put(row.entry.id(), row);
    if (!there) move(row, parent, vaultName(item, row.entry.id()), batch);
    if (same || item.isFolder()) keep(item, row, batch);
    else change(item, row, batch);
  }

  private String vaultName(Item item, NodeId id) {
    return names.vaultName(item.name(), id).orElseThrow();
  }

  private void create(Item item, NodeId parent, Map<Item, NodeId> folders, Batch batch) {
    String name = names.vaultName(item.name()).orElseThrow();
    Optional<Entry> equal =
        peer.view().children(parent).stream()
            .filter(e -> e.name().equals(name) && e.kind() == item.kind)
            .filter(e -> e.content().equals(item.content) && !rows.containsKey(e.id()))
            .findFirst();
    NodeId node = equal.map(Entry::id).orElseGet(ids);
    folders.put(item, node);
    if (equal.isPresent()) {
      batch.settled.add(new Settled(item, node, equal.get().nodes(), equal.get().version()));
    } else if (item.isFolder()) {
      batch.operations.addAll(batch.intents.createFolder(node, parent, name));
      batch.settled.add(new Settled(item, node, List.of(node), Optional.empty()));
    } else {
      batch.operations.addAll(
          batch.intents.create(
              node, item.kind, parent, name, content(item), item.attributes.orElseThrow()));
      batch.settled.add(
          new Settled(item, node, List.of(node), Optional.of(next(batch.operations.size() - 1))));
    }
  }

  private OpId next(int index) {
    return new OpId(peer.writer(), peer.log().size(), index);
  }

  private static Content content(Item item) {
    return TestContents.of(item.kind, (int) item.content.orElseThrow().value().d());
  }

  private void move(Row row, NodeId parent, String name, Batch batch) {
    Optional<Entry> entry = shown(row.entry.id(), row.entry.nodes(), row.entry.version());
    boolean there =
        entry
            .filter(e -> e.name().equals(name))
            .flatMap(e -> peer.state().node(e.nodes().getFirst()))
            .flatMap(n -> peer.view().shownAs(n.parent()))
            .filter(parent::equals)
            .isPresent();
    if (there) return;
    batch.operations.addAll(batch.intents.move(row.entry.target(), parent, name));
    dirty.add(row.entry.parent());
  }

  private void keep(Item item, Row row, Batch batch) {
    BaseEntry entry = row.entry;
    if (!entry.attributes().equals(item.attributes))
      batch.operations.addAll(
          batch.intents.setAttributes(entry.target(), item.attributes.orElseThrow()));
    batch.settled.add(new Settled(item, entry.id(), entry.nodes(), entry.version()));
  }

  private void change(Item item, Row row, Batch batch) {
    if (row.entry.content().equals(item.content)) {
      keep(item, row, batch);
      return;
    }
    Optional<Entry> shown =
        shown(row.entry.id(), row.entry.nodes(), row.entry.version())
            .filter(e -> e.content().equals(item.content));
    if (shown.isPresent()) {
      Entry e = shown.get();
      batch.settled.add(new Settled(item, e.id(), e.nodes(), e.version()));
      return;
    }
    List<Operation> change =
        batch.intents.setContent(row.entry.target(), content(item), item.attributes.orElseThrow());
    int at = change.size() - 1;
    batch.operations.addAll(change);
    NodeId node = change.get(at).node();
    batch.settled.add(
        new Settled(item, node, List.of(node), Optional.of(next(batch.operations.size() - 1))));
  }

  private boolean isTopOfGone(Row row) {
    Row folder = rows.get(row.entry.parent());
    return folder == null || disk.holds(folder.item);
  }

  private void delete(Row top, Batch batch) {
    List<Target> below = new ArrayList<>();
    forget(top, below, batch);
    batch.operations.addAll(
        batch.intents.delete(top.entry.target(), below.subList(1, below.size())).operations());
  }

  private void forget(Row row, List<Target> targets, Batch batch) {
    targets.add(row.entry.target());
    batch.former.put(row.entry.id(), row);
    dirty.add(row.entry.parent());
    for (BaseEntry child : children(row.entry.id()))
      if (!disk.holds(rows.get(child.id()).item)) forget(rows.get(child.id()), targets, batch);
  }

  private void commit(Batch batch) {
    if (!batch.operations.isEmpty()) note(peer.commit(batch.operations));
    batch.former.keySet().forEach(rows::remove);
    Map<Item, NodeId> ids = new IdentityHashMap<>();
    ids.put(disk.root, Nodes.ROOT);
    rows.values().forEach(row -> ids.put(row.item, row.entry.id()));
    for (Settled s : batch.settled) {
      Optional<Entry> entry = shown(s.node, s.nodes, s.version);
      NodeId id = entry.map(Entry::id).filter(e -> !rows.containsKey(e)).orElse(s.node);
      NodeId parent = ids.get(s.item.parent());
      Row before = batch.former.get(s.node);
      put(
          new BaseEntry(
              id,
              entry.filter(e -> e.id().equals(id)).map(Entry::nodes).orElse(s.nodes),
              parent,
              s.item.name(),
              s.item.kind,
              s.version,
              s.item.content,
              s.item.attributes,
              placed(s, entry, parent, before)),
          s.item);
      ids.put(s.item, id);
      if (before != null && !id.equals(before.entry.id())) adoptChildren(before.entry.id(), id);
    }
  }

  /// The move that put it where it is on this disk: a later one that has not reached the disk was not seen by its user.
  private Optional<OpOrder> placed(
      Settled s, Optional<Entry> entry, NodeId parent, @Nullable Row before) {
    boolean there =
        entry
            .filter(e -> e.name().equals(vaultName(s.item, e.id())))
            .flatMap(e -> peer.state().node(e.nodes().getFirst()))
            .flatMap(n -> peer.view().shownAs(n.parent()))
            .filter(parent::equals)
            .isPresent();
    if (there) return entry.map(Entry::placed);
    return before == null ? Optional.empty() : before.entry.placed();
  }

  private void put(BaseEntry entry, Item item) {
    rows.put(entry.id(), new Row(entry, item));
  }

  private void adoptChildren(NodeId old, NodeId now) {
    for (BaseEntry child : children(old)) {
      Row row = rows.get(child.id());
      put(in(row.entry, now, row.entry.localName(), row.entry.placed()), row.item);
    }
  }

  private static BaseEntry in(BaseEntry e, NodeId parent, String name, Optional<OpOrder> placed) {
    return new BaseEntry(
        e.id(),
        e.nodes(),
        parent,
        name,
        e.kind(),
        e.version(),
        e.content(),
        e.attributes(),
        placed);
  }

  /// The entry that stands for what a base row stood for: the one with its version, else the one of its node.
  private Optional<Entry> shown(NodeId id, List<NodeId> nodes, Optional<OpId> version) {
    Optional<Node> node = peer.state().node(id);
    if (node.isEmpty() && !nodes.isEmpty()) node = peer.state().node(nodes.getFirst());
    if (node.isEmpty() || !node.get().visible()) return Optional.empty();
    NodeId source = node.get().id();
    List<Entry> entries = peer.view().children(node.get().parent());
    Optional<Entry> exact =
        entries.stream()
            .filter(e -> version.isPresent())
            .filter(e -> e.members().stream().anyMatch(m -> m.version().equals(version.get())))
            .findFirst();
    return exact.isPresent()
        ? exact
        : entries.stream().filter(e -> !e.virtual() && e.nodes().contains(source)).findFirst();
  }

  // From the vault to the disk.

  List<NodeId> dirty() {
    return List.copyOf(dirty);
  }

  Plan plan(Collection<NodeId> folders) {
    return Planner.plan(FolderDiff.all(peer.view(), folders), this, names);
  }

  /// Does the plan for the dirty folders.
  ///
  /// @param blocked actions that the world does not let happen; what depends on them cannot happen either
  /// @param asPlanned nobody changed the disk since it was recorded
  void apply(Predicate<Action> blocked, boolean asPlanned) {
    Set<NodeId> open = new HashSet<>();
    Plan plan = plan(dirty);
    boolean anyBlocked = !asPlanned;
    for (Action action : plan.actions()) {
      boolean stays = blocked.test(action);
      anyBlocked |= stays;
      try {
        if (stays) throw new Refused("blocked");
        execute(action);
      } catch (Refused refused) {
        if (!anyBlocked)
          throw new AssertionError(refused.getMessage() + " at " + action + " of " + plan, refused);
        open.addAll(folders(action));
      }
    }
    requireOneRowOfEachVersion();
    dirty.removeIf(
        folder ->
            !open.contains(folder) && peer.view().shownAs(folder).filter(open::contains).isEmpty());
  }

  /// Else what is done to one file could be taken for something that was done to the other.
  private void requireOneRowOfEachVersion() {
    Map<OpId, BaseEntry> seen = new HashMap<>();
    for (Row row : rows.values())
      row.entry
          .version()
          .map(version -> seen.put(version, row.entry))
          .ifPresent(
              other -> {
                throw new AssertionError("two rows of one version: " + other + ", " + row.entry);
              });
  }

  void apply() {
    apply(_ -> false, true);
  }

  private static List<NodeId> folders(Action action) {
    return switch (action) {
      case Action.Rebase a -> List.of(a.base().parent());
      case Action.MakeFolder a -> List.of(a.at().folder());
      case Action.Move a -> List.of(a.from().folder(), a.to().folder());
      case Action.Place a -> List.of(a.at().folder());
      case Action.Replace a ->
          a.kept()
              .map(kept -> List.of(a.at().folder(), kept.at().folder()))
              .orElse(List.of(a.at().folder()));
      case Action.SetAttributes a -> List.of(a.at().folder());
      case Action.Remove a -> List.of(a.at().folder());
    };
  }

  private void execute(Action action) {
    switch (action) {
      case Action.Rebase a -> {
        Row row = require(a.base().id());
        BaseEntry e = row.entry;
        Entry to = a.entry();
        if (!e.id().equals(to.id())) {
          if (rows.containsKey(to.id())) throw new Refused("two rows for " + to.id());
          rows.remove(e.id());
        }
        put(
            new BaseEntry(
                to.id(),
                to.nodes(),
                e.parent(),
                e.localName(),
                e.kind(),
                to.version(),
                e.content(),
                e.attributes(),
                a.placed()),
            row.item);
        adoptChildren(e.id(), to.id());
      }
      case Action.MakeFolder a -> {
        Item folder = new Item(NodeKind.FOLDER, Optional.empty(), Optional.empty());
        disk.put(folder, folder(a.at()), a.at().name());
        put(row(a.entry(), a.at(), Optional.empty()), folder);
      }
      case Action.Move a -> {
        Row row = require(a.id());
        requireAt(row, a.from());
        disk.put(row.item, folder(a.to()), a.to().name());
        put(in(row.entry, a.to().folder(), a.to().name(), a.placed()), row.item);
      }
      case Action.Place a -> {
        Item file = item(a.entry());
        disk.put(file, folder(a.at()), a.at().name());
        put(row(a.entry(), a.at(), file.attributes), file);
      }
      case Action.Replace a -> {
        Row row = require(a.base().id());
        requireAt(row, a.at());
        if (row.item.isFolder() || !row.item.content.equals(a.base().content()))
          throw new Refused("not what the base says: " + row.item.path());
        Item file = item(a.entry());
        rows.remove(a.base().id());
        if (a.kept().isPresent()) {
          Action.Location to = a.kept().get().at();
          disk.put(row.item, folder(to), to.name());
          put(row(a.kept().get().entry(), to, row.entry.attributes()), row.item);
        } else {
          disk.remove(row.item);
        }
        disk.put(file, folder(a.at()), a.at().name());
        put(row(a.entry(), a.at(), file.attributes), file);
      }
      case Action.SetAttributes a -> {
        Row row = require(a.entry().id());
        requireAt(row, a.at());
        row.item.attributes = a.entry().attributes();
        BaseEntry e = row.entry;
        put(
            new BaseEntry(
                e.id(),
                e.nodes(),
                e.parent(),
                e.localName(),
                e.kind(),
                e.version(),
                e.content(),
                a.entry().attributes(),
                e.placed()),
            row.item);
      }
      case Action.Remove a -> {
        Row row = require(a.base().id());
        requireAt(row, a.at());
        if (!row.item.content.equals(a.base().content())) throw new Refused("changed");
        disk.remove(row.item);
        rows.remove(a.base().id());
      }
    }
  }

  private static Item item(Entry entry) {
    return new Item(entry.kind(), entry.content(), entry.attributes());
  }

  private static BaseEntry row(Entry entry, Action.Location at, Optional<Attributes> attributes) {
    return new BaseEntry(
        entry.id(),
        entry.nodes(),
        at.folder(),
        at.name(),
        entry.kind(),
        entry.version(),
        entry.content(),
        attributes,
        Optional.of(entry.placed()));
  }

  private Row require(NodeId id) {
    Row row = rows.get(id);
    if (row == null) throw new Refused("no row " + id);
    return row;
  }

  private Item folder(Action.Location at) {
    return at.folder().equals(Nodes.ROOT) ? disk.root : require(at.folder()).item;
  }

  private void requireAt(Row row, Action.Location at) {
    boolean there =
        row.entry.parent().equals(at.folder())
            && row.entry.localName().equals(at.name())
            && folder(at) == row.item.parent()
            && row.item.name().equals(at.name());
    if (!there) throw new Refused("not at " + at + " but " + row.entry);
  }

  // What has to hold when everything was recorded and applied.

  void requireSettled() {
    for (boolean again : new boolean[] {false, true}) {
      if (again) dirty.addAll(folderNodes());
      Plan plan = plan(dirty);
      if (!plan.isEmpty()) throw new AssertionError("still planned: " + plan);
    }
    dirty.clear();
    Map<String, String> wanted = new TreeMap<>();
    Map<NodeId, Entry> entries = new HashMap<>();
    collect(Nodes.ROOT, "", wanted, entries);
    Map<String, String> found = new TreeMap<>();
    disk.each(item -> found.put(item.path(), describe(item.kind, item.content, item.attributes)));
    if (!found.equals(wanted))
      throw new AssertionError("the disk has " + found + "\nbut should have " + wanted);
    if (!rows.keySet().equals(entries.keySet()))
      throw new AssertionError("rows " + rows + "\nfor " + entries);
    rows.forEach((id, row) -> requireDescribes(row, entries.get(id)));
  }

  private List<NodeId> folderNodes() {
    List<NodeId> folders = new ArrayList<>(List.of(Nodes.ROOT));
    rows.values().forEach(r -> folders.add(r.entry.id()));
    return folders.stream()
        .filter(f -> f.equals(Nodes.ROOT) || rows.get(f).item.isFolder())
        .toList();
  }

  private void collect(
      NodeId folder, String path, Map<String, String> wanted, Map<NodeId, Entry> entries) {
    List<Entry> children = peer.view().children(folder);
    Map<NodeId, String> local = names.localNames(folder, children);
    for (Entry entry : children) {
      String at = path + "/" + local.get(entry.id());
      if (names.skipped(folder, local.get(entry.id()), entry.kind())) continue;
      entries.put(entry.id(), entry);
      boolean isFolder = entry.kind() == NodeKind.FOLDER;
      wanted.put(
          at,
          describe(
              entry.kind(), entry.content(), isFolder ? Optional.empty() : entry.attributes()));
      if (isFolder) collect(entry.id(), at, wanted, entries);
    }
  }

  private static String describe(
      NodeKind kind, Optional<ContentId> content, Optional<Attributes> attributes) {
    return kind
        + content.map(c -> " " + c.value().d()).orElse("")
        + attributes.map(a -> " " + a.modified().getEpochSecond()).orElse("");
  }

  private void requireDescribes(Row row, Entry entry) {
    BaseEntry e = row.entry;
    boolean same =
        e.nodes().equals(entry.nodes())
            && e.kind() == entry.kind()
            && e.version().equals(entry.version())
            && e.content().equals(entry.content())
            && e.placed().equals(Optional.of(entry.placed()))
            && e.localName().equals(row.item.name())
            && e.content().equals(row.item.content)
            && e.attributes().equals(row.item.attributes);
    if (!same) throw new AssertionError("row " + row.entry + "\nfor " + entry);
  }
}
