package org.tidelock.engine.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LinkRefusedException;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Plan;

/// What is gone from this disk and waits, while another device has changed it or put something into it: that wins over the deletion, as it does over one
/// that was recorded. Rows of such files are forgotten, so that the next plan brings the files; such folders are made again, and what else was in them
/// waits on.
public final class Returning {
  private final Tables tables;
  private final Disk disk;
  private final DiskWriter writer;

  public Returning(Tables tables, Disk disk, DiskWriter writer) {
    this.tables = tables;
    this.disk = disk;
    this.writer = writer;
  }

  /// @return whether anything was changed, so that the plan has to be made anew
  public boolean before(Plan plan) throws IOException {
    Set<NodeId> waiting = tables.holds().waiting(Cause.GONE_HERE);
    if (waiting.isEmpty()) return false;
    Wanted wanted = new Wanted(waiting);
    plan.actions().forEach(wanted::add);
    List<BaseRow> made = make(wanted.folders);
    List<NodeId> forgotten = new ArrayList<>();
    List<NodeId> over = new ArrayList<>();
    for (NodeId id : wanted.forgotten) (isGone(id) ? forgotten : over).add(id);
    tables
        .db()
        .transaction(
            () -> {
              made.forEach(tables.base()::put);
              made.forEach(row -> over.add(row.entry().id()));
              for (NodeId id : forgotten) if (tables.base().removeEmpty(id)) over.add(id);
              tables.holds().release(over);
              Holds.tell(tables);
              return true;
            });
    return !over.isEmpty();
  }

  /// It may have come back since everything was looked at.
  private boolean isGone(NodeId id) throws IOException {
    Optional<LocalPath> path = tables.base().pathOf(id);
    if (path.isEmpty()) return true;
    boolean folder = tables.base().row(id).filter(BaseRow::isFolder).isPresent();
    try {
      return disk.look(path.get())
          .filter(f -> (f.kind() == Fingerprint.Kind.FOLDER) == folder)
          .isEmpty();
    } catch (LinkRefusedException e) {
      return true;
    }
  }

  /// Those above them that are gone, too, first.
  private List<BaseRow> make(Set<NodeId> folders) throws IOException {
    List<BaseRow> made = new ArrayList<>();
    for (NodeId id : folders) {
      LocalPath path = tables.base().pathOf(id).orElseThrow();
      try {
        Fingerprint now = writer.makeFolder(path);
        BaseRow row = tables.base().row(id).orElseThrow();
        made.add(new BaseRow(row.entry(), now, false));
      } catch (IOException e) {
        // The next scan tells what is there; if it is the disk that fails, what was to be put into
        // it tells.
        continue;
      }
    }
    if (!made.isEmpty()) disk.flush();
    return made;
  }

  /// What of a plan needs something that waits.
  private final class Wanted {
    private final Set<NodeId> waiting;

    /// In the plan's order: what is in a folder goes before it.
    private final Set<NodeId> forgotten = new LinkedHashSet<>();

    /// Each after those that it is in.
    private final Set<NodeId> folders = new LinkedHashSet<>();

    Wanted(Set<NodeId> waiting) {
      this.waiting = waiting;
    }

    void add(Action action) {
      switch (action) {
        case Action.Rebase a -> {
          if (!a.base().id().equals(a.id())) wanted(a.base().id());
        }
        case Action.MakeFolder a -> folder(a.at().folder());
        case Action.Place a -> folder(a.at().folder());
        case Action.Replace a -> {
          a.kept().ifPresent(kept -> folder(kept.at().folder()));
          wanted(a.base().id());
        }
        case Action.SetAttributes a -> wanted(a.id());
        case Action.Move a -> {
          folder(a.to().folder());
          wanted(a.id());
        }
        case Action.Remove a -> {
          if (waiting.contains(a.id())) forgotten.add(a.id());
        }
      }
    }

    private void wanted(NodeId id) {
      if (!waiting.contains(id)) return;
      if (tables.base().row(id).filter(BaseRow::isFolder).isPresent()) folder(id);
      else forgotten.add(id);
    }

    private void folder(NodeId id) {
      if (!waiting.contains(id) || folders.contains(id)) return;
      Optional<BaseRow> row = tables.base().row(id);
      if (row.isEmpty()) return;
      folder(row.get().entry().parent());
      folders.add(id);
    }
  }
}
