package org.tidelock.engine.apply;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tidelock.engine.Activity;
import org.tidelock.engine.SyncReport.Conflict;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.errors.SystemError;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LeftBehind;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.StaleException;
import org.tidelock.engine.merge.ConflictOf;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Action.Location;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.plan.FolderDiff;
import org.tidelock.engine.transfer.Troubles;

/// One plan on its way: does the actions that need no content, and keeps the books for all. Changes of the base wait in [BaseEdits] until the
/// disk was flushed.
final class PlanRun {
  /// So many actions between two flushes.
  private static final int GROUP = 2_000;

  private static final int MOST_ACTIVITY = 200;

  private final Tables tables;
  private final Disk disk;
  private final DiskWriter writer;
  private final LeftBehind leftBehind;
  private final Predicate<BaseRow> putAway;
  private final Effects effects;
  private final Applied applied;
  private final BaseEdits edits;
  private final Map<NodeId, Wanted> conflicts = new HashMap<>();
  private final List<Activity> activity = new ArrayList<>();
  private int told;
  private int since;

  private record Wanted(NodeId folder, Entry entry) {}

  /// @param putAway what goes from this disk only, as a person has chosen; that is no news
  PlanRun(
      Tables tables,
      Disk disk,
      DiskWriter writer,
      LeftBehind leftBehind,
      Predicate<BaseRow> putAway,
      Effects effects,
      Applied applied,
      List<FolderDiff> diffs) {
    this.tables = tables;
    this.disk = disk;
    this.writer = writer;
    this.leftBehind = leftBehind;
    this.putAway = putAway;
    this.effects = effects;
    this.applied = applied;
    this.edits = new BaseEdits(tables.base());
    for (FolderDiff diff : diffs)
      for (Entry entry : diff.wanted())
        if (entry.conflict().isPresent())
          conflicts.put(entry.id(), new Wanted(diff.folder(), entry));
  }

  Applied applied() {
    return applied;
  }

  BaseEdits edits() {
    return edits;
  }

  void run(List<Action> actions) throws IOException, InterruptedException {
    for (Action action : actions) {
      if (Thread.interrupted()) throw new InterruptedException();
      attempt(action, () -> act(action));
      if (++since >= GROUP) flush();
    }
  }

  interface Doing {
    void run() throws IOException;
  }

  /// A failure of one action leaves the others alone; only a full disk ends everything.
  ///
  /// @return whether it was done
  boolean attempt(Action action, Doing doing) throws IOException {
    try {
      doing.run();
      applied.did();
      return true;
    } catch (StaleException e) {
      String path = told(action);
      folders(action).forEach(f -> applied.stale(f, path));
    } catch (IOException e) {
      if (SystemError.isDiskFull(e)) {
        folders(action).forEach(applied::open);
        throw e;
      }
      fail(action, e);
    }
    return false;
  }

  void fail(Action action, IOException e) {
    String path = told(action);
    folders(action).forEach(f -> applied.failed(f, path, Troubles.ofFile(path, e)));
  }

  /// Where it was to be done, also in a folder that could not be made.
  private String told(Action action) {
    Location at = place(action);
    return path(at)
        .or(() -> tables.view().path(at.folder()).map(p -> new LocalPath(p).child(at.name())))
        .map(LocalPath::toString)
        .orElse(at.name());
  }

  /// Those that an action changes.
  static List<NodeId> folders(Action action) {
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

  private static Location place(Action action) {
    return switch (action) {
      case Action.Rebase a -> new Location(a.base().parent(), a.base().localName());
      case Action.MakeFolder a -> a.at();
      case Action.Move a -> a.to();
      case Action.Place a -> a.at();
      case Action.Replace a -> a.at();
      case Action.SetAttributes a -> a.at();
      case Action.Remove a -> a.at();
    };
  }

  private void act(Action action) throws IOException {
    switch (action) {
      case Action.Rebase a -> rebase(a);
      case Action.MakeFolder a -> {
        LocalPath path = require(a.at());
        Fingerprint made = makeFolder(path);
        put(a.entry(), a.at(), made, Optional.empty());
      }
      case Action.Move a -> move(a);
      case Action.SetAttributes a -> {
        BaseRow row = row(a.entry().id());
        Attributes attributes = a.entry().attributes().orElseThrow();
        Fingerprint now = writer.setAttributes(require(a.at()), row, attributes);
        edits.put(new BaseRow(withAttributes(row.entry(), attributes), now, row.racy()));
      }
      case Action.Remove a -> {
        BaseRow row = row(a.base().id());
        LocalPath path = require(a.at());
        // Of what was in it and is not there any more the next look tells what became of it.
        if (edits.holdsRows(row.entry().id())) throw new StaleException(path + " is not all seen");
        boolean told = !putAway.test(row);
        if (!remove(path, row, told) || !told) return;
        tell(Activity.Kind.DELETED, path.toString(), "", row.fingerprint().size(), "");
      }
      case Action.Place _, Action.Replace _ ->
          throw new IllegalArgumentException("content is placed in groups");
    }
  }

  /// One that was left behind is taken for it.
  private Fingerprint makeFolder(LocalPath path) throws IOException {
    try {
      return writer.makeFolder(path);
    } catch (StaleException e) {
      Optional<Fingerprint> there = disk.look(path);
      if (there.isEmpty() || there.get().kind() != Fingerprint.Kind.FOLDER) throw e;
      if (!leftBehind.is(path)) throw e;
      return there.get();
    }
  }

  /// Of a folder in which nothing but what rules leave out is left, only the row: it is this disk's own from now on.
  ///
  /// @return whether it is gone from the disk
  private boolean remove(LocalPath path, BaseRow row, boolean told) throws IOException {
    boolean gone = true;
    try {
      writer.remove(path, row);
    } catch (StaleException e) {
      if (!row.isFolder() || !leftBehind.is(path)) throw e;
      gone = false;
      if (told) applied.leftBehind(path.toString());
    }
    edits.remove(row.entry().id());
    return gone;
  }

  private void rebase(Action.Rebase action) throws IOException {
    BaseRow row = row(action.base().id());
    Entry entry = action.entry();
    BaseEntry now =
        new BaseEntry(
            entry.id(),
            entry.nodes(),
            row.entry().parent(),
            row.entry().localName(),
            row.entry().kind(),
            entry.version(),
            row.entry().content(),
            row.entry().attributes(),
            action.placed());
    BaseRow renewed = new BaseRow(now, row.fingerprint(), row.racy());
    if (entry.id().equals(row.entry().id())) edits.put(renewed);
    else edits.rename(row.entry().id(), renewed);
  }

  private void move(Action.Move action) throws IOException {
    BaseRow row = row(action.id());
    LocalPath from = require(action.from());
    LocalPath to = require(action.to());
    Fingerprint now = writer.move(from, to, row);
    BaseEntry e = row.entry();
    edits.put(
        new BaseRow(
            new BaseEntry(
                e.id(),
                e.nodes(),
                action.to().folder(),
                action.to().name(),
                e.kind(),
                e.version(),
                e.content(),
                e.attributes(),
                action.placed()),
            now,
            row.racy()));
    conflict(action.id());
    tell(Activity.Kind.RENAMED, to.toString(), "", now.size(), from.toString());
  }

  /// Notes that the file of a row was moved to where its version is wanted.
  void keep(BaseRow row, Action.Replace.Kept kept, Fingerprint now) {
    Entry entry = kept.entry();
    edits.rename(
        row.entry().id(),
        new BaseRow(
            new BaseEntry(
                entry.id(),
                entry.nodes(),
                kept.at().folder(),
                kept.at().name(),
                entry.kind(),
                entry.version(),
                entry.content(),
                row.entry().attributes(),
                Optional.of(entry.placed())),
            now,
            row.racy()));
    conflict(entry.id());
  }

  /// Notes that an entry is at a place now.
  void put(Entry entry, Location at, Fingerprint now, Optional<Attributes> attributes) {
    edits.put(
        new BaseRow(
            new BaseEntry(
                entry.id(),
                entry.nodes(),
                at.folder(),
                at.name(),
                entry.kind(),
                entry.version(),
                entry.content(),
                attributes,
                Optional.<OpOrder>of(entry.placed())),
            now,
            isRacy(now)));
  }

  private boolean isRacy(Fingerprint file) {
    Instant now = effects.clock().instant();
    return file.kind() == Fingerprint.Kind.FILE
        && file.modified()
            >= now.getEpochSecond() * 1_000_000_000L + now.getNano() - disk.facts().grainNanos();
  }

  private static BaseEntry withAttributes(BaseEntry e, Attributes attributes) {
    return new BaseEntry(
        e.id(),
        e.nodes(),
        e.parent(),
        e.localName(),
        e.kind(),
        e.version(),
        e.content(),
        Optional.of(attributes),
        e.placed());
  }

  /// The row that an action is about; if it is not there any more, something before it failed.
  BaseRow row(NodeId id) throws IOException {
    return edits.row(id).orElseThrow(() -> new StaleException("its base row is gone"));
  }

  LocalPath require(Location at) throws IOException {
    return path(at).orElseThrow(() -> new StaleException("its folder is not there"));
  }

  Optional<LocalPath> path(Location at) {
    return edits.pathOf(at.folder()).map(p -> p.child(at.name()));
  }

  /// Tells of a conflict copy when it appears on this disk.
  void conflict(NodeId id) {
    Wanted wanted = conflicts.get(id);
    if (wanted == null) return;
    ConflictOf of = wanted.entry.conflict().orElseThrow();
    String folder =
        edits.pathOf(wanted.folder).filter(p -> !p.isRoot()).map(p -> p + "/").orElse("");
    String device = tables.deviceName(of.author());
    applied.conflict(id, new Conflict(folder + of.name(), folder + wanted.entry.name(), device));
    tell(
        Activity.Kind.CONFLICT,
        folder + of.name(),
        device,
        wanted.entry.size(),
        folder + wanted.entry.name());
  }

  void tell(Activity.Kind kind, String path, String device, long size, String detail) {
    if (told++ < MOST_ACTIVITY)
      activity.add(
          new Activity(0, effects.clock().instant(), kind, path, device, false, size, detail));
  }

  /// Makes what was done durable: the disk first, then the base.
  void flush() throws IOException {
    since = 0;
    if (edits.isEmpty() && activity.isEmpty()) return;
    disk.flush();
    tables
        .db()
        .transaction(
            () -> {
              edits.write();
              activity.forEach(tables.activity()::add);
              return true;
            });
    edits.written();
    activity.clear();
  }
}
