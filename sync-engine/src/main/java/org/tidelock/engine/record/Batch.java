package org.tidelock.engine.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidelock.engine.Activity;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Intents;
import org.tidelock.engine.merge.Shown;
import org.tidelock.engine.merge.Target;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.record.BatchRows.Settled;

/// Differences on their way into one commit: each is adopted or becomes operations, and afterwards gets its base row. Nothing is written before
/// [#commit], which writes all of it in one transaction.
final class Batch {
  /// More would only hide what matters.
  private static final int MOST_ACTIVITY = 200;

  private final Tables tables;
  private final Committer committer;
  private final Effects effects;
  private final FolderPlaces folders;
  private final BatchRows rows;
  private final Shown shown;
  private final Intents intents;
  private final Earlier earlier;
  private final OpId next;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Activity> activity = new ArrayList<>();
  private long files;
  private long bytes;

  /// @param folders filled by this batch with the folders that it settles, and read for the parents of what is in them
  Batch(Tables tables, Committer committer, Effects effects, FolderPlaces folders) {
    this.tables = tables;
    this.committer = committer;
    this.effects = effects;
    this.folders = folders;
    this.rows = new BatchRows(tables, folders);
    this.shown = new Shown(tables.merged(), tables.view());
    this.intents = new Intents(tables.view());
    this.earlier = new Earlier(tables);
    this.next = new OpId(committer.writer(), committer.nextSeq(), 0);
  }

  /// What the merged tree shows where the difference is: by node for what is known, and by name.
  List<Entry> shownAt(Difference difference) {
    return switch (difference) {
      case Difference.New n -> named(n.found()).stream().toList();
      case Difference.Moved m -> shownAt(m.row(), m.found());
      case Difference.Changed c -> shownAt(c.row(), c.found());
      case Difference.Stranded s -> shownAt(s.row(), s.found());
      case Difference.Renumbered r -> shown(r.row()).stream().toList();
      case Difference.Gone g -> shown(g.row()).stream().toList();
    };
  }

  private List<Entry> shownAt(BaseRow row, Found found) {
    return Stream.concat(shown(row).stream(), named(found).stream()).distinct().toList();
  }

  /// Whether the vault shows nothing where something new was found. Can be asked before the folders around it are settled.
  boolean isBare(Found found) {
    return switch (found.parent()) {
      case Difference.Parent.Known _ -> named(found).isEmpty();
      case Difference.Parent.Fresh fresh ->
          folders.isSettled(fresh.folder()) ? named(found).isEmpty() : isBare(fresh.folder());
    };
  }

  private Optional<Entry> named(Found found) {
    return shown.named(folders.around(found).node(), found.name());
  }

  private Optional<Entry> shown(BaseRow row) {
    return shown.of(
        row.entry().id(), row.entry().nodes().stream().findFirst(), row.entry().version());
  }

  /// A difference for which no bytes had to be read.
  void unread(Difference difference) {
    switch (difference) {
      case Difference.New n -> folder(n);
      case Difference.Moved m -> {
        move(m.row(), m.found());
        keep(m.row(), m.found(), m.found().fingerprint(), m.row().racy());
      }
      case Difference.Changed c -> keep(c.row(), c.found(), c.found().fingerprint(), false);
      case Difference.Renumbered r -> keep(r.row(), r.found(), r.found().fingerprint(), false);
      case Difference.Stranded s -> {
        bringHome(s);
        keep(s.row(), s.found(), s.found().fingerprint(), s.row().racy());
      }
      case Difference.Gone _ -> throw new IllegalArgumentException("deletions come in groups");
    }
  }

  private void folder(Difference.New difference) {
    Found found = difference.found();
    Optional<Entry> entry = named(found).filter(e -> e.kind() == NodeKind.FOLDER && isFree(e));
    NodeId node = entry.map(Entry::id).orElseGet(() -> NodeId.random(effects.random()));
    if (entry.isEmpty())
      operations.addAll(intents.createFolder(node, folders.around(found).node(), found.name()));
    folders.settle(found, node);
    rows.settleFresh(
        new Settled(
            found,
            NodeKind.FOLDER,
            node,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            found.fingerprint(),
            false));
  }

  /// Nothing on this disk stands for the entry yet.
  private boolean isFree(Entry entry) {
    return tables.base().row(entry.id()).isEmpty() && !rows.isReplaced(entry.id());
  }

  /// A difference whose bytes were read.
  void read(Difference difference, FileReading.Result.Read read) {
    switch (difference) {
      case Difference.New n -> create(n.found(), read);
      case Difference.Moved m -> {
        move(m.row(), m.found());
        change(m.row(), m.found(), read);
      }
      case Difference.Changed c -> change(c.row(), c.found(), read);
      case Difference.Stranded s -> {
        bringHome(s);
        change(s.row(), s.found(), read);
      }
      case Difference.Renumbered _ -> throw new IllegalArgumentException("a folder has no bytes");
      case Difference.Gone _ -> throw new IllegalArgumentException("nothing was there to be read");
    }
  }

  /// A difference whose bytes could not be read now. That something was moved is recorded all the same: what it was moved out of may go.
  void notRead(Difference difference) {
    if (!(difference instanceof Difference.Moved m)) return;
    move(m.row(), m.found());
    // As it was when it was read last: so the next scan finds the change.
    keep(m.row(), m.found(), m.row().fingerprint(), true);
  }

  private void create(Found found, FileReading.Result.Read read) {
    NodeKind kind = kind(read.fingerprint());
    Optional<Entry> there = named(found).filter(e -> e.kind() == kind && isFree(e));
    if (there.isEmpty() || !isTakenFor(there.get(), found, read)) createNew(kind, found, read);
  }

  /// What the vault has in its place.
  ///
  /// @return false if it is something else
  private boolean isTakenFor(Entry entry, Found found, FileReading.Result.Read read) {
    if (is(entry, read)) {
      adopt(found, read, entry, entry.version().orElseThrow());
      return true;
    }
    if (has(entry, read.content())) {
      // The vault has it, but not the storage: this device's own bytes take the place.
      Target target =
          new Target(entry.id(), entry.nodes(), entry.version(), Optional.of(entry.placed()));
      set(found, read, target, read.fingerprint().attributes());
      return true;
    }
    // A copy of the folder from some time ago: the plan brings it up to date.
    Optional<OpId> old = earlier.of(entry, read);
    old.ifPresent(version -> adopt(found, read, entry, version));
    return old.isPresent();
  }

  private void createNew(NodeKind kind, Found found, FileReading.Result.Read read) {
    NodeId node = NodeId.random(effects.random());
    OpId version = id(operations.size() + 1);
    operations.addAll(
        intents.create(
            node,
            kind,
            folders.around(found).node(),
            found.name(),
            read.content(),
            read.fingerprint().attributes()));
    settle(found, read, node, Optional.empty(), version, read.fingerprint().attributes());
    sent(found, read);
  }

  private void adopt(Found found, FileReading.Result.Read read, Entry entry, OpId version) {
    settle(
        found,
        read,
        entry.id(),
        entry.nodes().stream().findFirst(),
        version,
        read.fingerprint().attributes());
  }

  private void change(BaseRow row, Found found, FileReading.Result.Read read) {
    if (row.entry().content().filter(read.content().id()::equals).isPresent()) {
      keep(row, found, read.fingerprint(), read.racy());
      return;
    }
    Optional<Entry> same =
        shown(row).filter(e -> is(e, read)).or(() -> cameIntoThePlaceOf(row, found, read));
    rows.replace(row);
    if (same.isPresent()) adopt(found, read, same.get(), same.get().version().orElseThrow());
    else set(found, read, row.entry().target(), attributes(row, read.fingerprint()));
  }

  /// What the user wants: where the disk shows the same as when this device had made it equal, that is what the vault had then. Some disks keep coarser
  /// times than others, and some no executable flag.
  private static Attributes attributes(BaseRow row, Fingerprint now) {
    Attributes shown = now.attributes();
    Attributes before = row.fingerprint().attributes();
    Attributes had = row.entry().attributes().orElse(before);
    return new Attributes(
        shown.modified().equals(before.modified()) ? had.modified() : shown.modified(),
        shown.executable() == before.executable() ? had.executable() : shown.executable());
  }

  /// What the vault wants at the place of something known, and was put there by a run that could not note it any more: nobody has edited the one that
  /// was there before (which has another place now, as the copy of a conflict for one).
  private Optional<Entry> cameIntoThePlaceOf(
      BaseRow row, Found found, FileReading.Result.Read read) {
    return named(found)
        .filter(e -> e.kind() == row.entry().kind() && is(e, read))
        .filter(e -> e.id().equals(row.entry().id()) || isFree(e));
  }

  private void set(
      Found found, FileReading.Result.Read read, Target target, Attributes attributes) {
    List<Operation> change = intents.setContent(target, read.content(), attributes);
    int at = lastSet(change);
    OpId version = id(operations.size() + at);
    operations.addAll(change);
    settle(found, read, change.get(at).node(), Optional.empty(), version, attributes);
    sent(found, read);
  }

  private static int lastSet(List<Operation> change) {
    int at = change.size() - 1;
    while (!(change.get(at) instanceof Operation.SetContent)) at--;
    return at;
  }

  /// The bytes are those of the row; the attributes may be others.
  private void keep(BaseRow row, Found found, Fingerprint fingerprint, boolean racy) {
    BaseEntry base = row.entry();
    rows.replace(row);
    Optional<Attributes> attributes =
        base.kind() == NodeKind.FILE
            ? Optional.of(attributes(row, fingerprint))
            : base.attributes();
    boolean changed = base.kind() == NodeKind.FILE && !attributes.equals(base.attributes());
    boolean known = shown(row).map(e -> e.attributes().equals(attributes)).orElse(true);
    if (changed && !known)
      operations.addAll(intents.setAttributes(base.target(), attributes.orElseThrow()));
    if (base.kind() == NodeKind.FOLDER) folders.settle(found, base.id());
    rows.settle(
        new Settled(
            found,
            base.kind(),
            base.id(),
            base.nodes().stream().findFirst(),
            base.version(),
            base.content(),
            attributes,
            fingerprint,
            racy));
  }

  private void move(BaseRow row, Found found) {
    FolderPlaces.Place to = folders.around(found);
    Optional<Entry> entry = shown(row);
    boolean there =
        entry
            .filter(e -> e.name().equals(found.name()))
            .flatMap(shown::folderOf)
            .filter(to.row()::equals)
            .isPresent();
    if (there) return;
    operations.addAll(intents.move(row.entry().target(), to.node(), found.name()));
    rows.dirty(row.entry().parent());
    tell(
        Activity.Kind.RENAMED,
        found.path().toString(),
        row.fingerprint().size(),
        tables.base().pathOf(row.entry().id()).map(Object::toString).orElse(""));
  }

  /// The next plan looks at the folder that it is in and at the one that it belongs to.
  private void bringHome(Difference.Stranded stranded) {
    rows.dirty(folders.around(stranded.found()).row());
    shown(stranded.row())
        .flatMap(e -> tables.merged().node(e.nodes().getFirst()))
        .ifPresent(n -> rows.dirty(n.parent()));
  }

  /// Operations that no difference stands for.
  void add(List<Operation> more) {
    operations.addAll(more);
  }

  /// A subtree that is gone.
  void gone(Deletions.Group group) {
    List<Target> below = new ArrayList<>();
    for (BaseRow row : group.below()) below.add(row.entry().target());
    List<Operation> deletion = deletion(group.top(), below);
    operations.addAll(deletion);
    String path = tables.base().pathOf(group.top().entry().id()).map(Object::toString).orElse("");
    forget(group.top());
    group.below().forEach(this::forget);
    if (!deletion.isEmpty())
      tell(
          Activity.Kind.DELETED,
          path,
          group.top().fingerprint().size(),
          group.below().isEmpty() ? "" : String.valueOf(group.size()));
  }

  /// A row that had to give its place away without being found elsewhere (a crash came between) says nothing of what its user wants: it is
  /// forgotten, and what it stood for comes back.
  private List<Operation> deletion(BaseRow top, List<Target> below) {
    return LocalNames.isDisplaced(top.entry().localName())
        ? List.of()
        : intents.delete(top.entry().target(), below).operations();
  }

  private void forget(BaseRow row) {
    rows.replace(row);
    rows.dirty(row.entry().parent());
  }

  /// The bytes are those of the entry's version, and the storage has them.
  private static boolean is(Entry entry, FileReading.Result.Read read) {
    return read.shown().isPresent() && entry.version().equals(read.shown());
  }

  private static boolean has(Entry entry, Content content) {
    return entry.content().filter(content.id()::equals).isPresent();
  }

  private OpId id(int index) {
    return new OpId(next.writer(), next.seq(), index);
  }

  private void settle(
      Found found,
      FileReading.Result.Read read,
      NodeId node,
      Optional<NodeId> source,
      OpId version,
      Attributes attributes) {
    rows.settle(
        new Settled(
            found,
            kind(read.fingerprint()),
            node,
            source,
            Optional.of(version),
            Optional.of(read.content().id()),
            Optional.of(attributes),
            read.fingerprint(),
            read.racy()));
  }

  private static NodeKind kind(Fingerprint fingerprint) {
    return switch (fingerprint.kind()) {
      case FOLDER -> NodeKind.FOLDER;
      case FILE -> NodeKind.FILE;
      case LINK -> NodeKind.LINK;
      case OTHER -> throw new IllegalArgumentException("special files are not synced");
    };
  }

  private void sent(Found found, FileReading.Result.Read read) {
    files++;
    bytes += read.content().size();
    tell(Activity.Kind.SENT, found.path().toString(), read.content().size(), "");
  }

  private void tell(Activity.Kind kind, String path, long size, String detail) {
    if (activity.size() < MOST_ACTIVITY)
      activity.add(
          new Activity(
              0,
              effects.clock().instant(),
              kind,
              path,
              committer.deviceName(),
              true,
              size,
              detail));
  }

  /// @param uploads which unfinished uploads end with this commit
  /// @return whether there was anything to write
  boolean commit(List<PackEntry> directory, Collection<LocalPath> uploads)
      throws TidelockException {
    if (operations.isEmpty() && rows.isEmpty()) return false;
    if (operations.isEmpty()) tables.db().transaction(() -> writeRows(uploads));
    else
      committer.commit(
          new Committer.Content(operations, directory, files, bytes), () -> writeRows(uploads));
    return true;
  }

  /// The same for what does not fit into one commit and is not to be divided: the packs go in commits before it. No operation names another one of the batch.
  boolean commitAfterPacks(List<PackEntry> directory, Collection<LocalPath> uploads)
      throws TidelockException {
    committer.commitAfterPacks(
        new Committer.Content(operations, directory, files, bytes),
        before -> {
          rows.moveVersions(next, before);
          writeRows(uploads);
        });
    return true;
  }

  private boolean writeRows(Collection<LocalPath> uploads) {
    tables.uploads().forget(uploads);
    rows.write();
    activity.forEach(tables.activity()::add);
    return true;
  }
}
