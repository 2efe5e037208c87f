package org.tidelock.engine.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.HoldTable.Hold;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.plan.BaseEntry;

/// What a person says to what waits. Takes effect with the next round over the whole folder. On the engine's thread.
public final class Answers {
  private final Tables tables;
  private final Former former;

  /// Makes the vault have the versions again that these rows stand for.
  public interface Former {
    /// @param also done with the last change
    void set(List<BaseRow> rows, Runnable also) throws TidelockException;
  }

  public Answers(Tables tables, Former former) {
    this.tables = tables;
    this.former = former;
  }

  /// @param hold as in [org.tidelock.engine.SyncReport.Held]
  /// @param scan of the whole folder, as it is now
  /// @throws TidelockException USAGE if nothing waits under this id
  public void answer(String hold, boolean approve, Scan scan) throws TidelockException {
    Optional<Hold> open =
        tables.holds().open().stream().filter(h -> String.valueOf(h.id()).equals(hold)).findFirst();
    if (open.isEmpty())
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.NO_SUCH_HOLD.of(hold),
          Safe.NOTHING_CHANGED.of(),
          Todo.SEE_HOLDS.of());
    long id = open.get().id();
    Set<NodeId> nodes = tables.holds().nodes(id);
    if (approve) {
      told(() -> tables.holds().approve(id));
      return;
    }
    switch (open.get().cause()) {
      case GONE_HERE, DELETED_ELSEWHERE -> told(() -> new Keeping(tables).undo(nodes));
      case REWRITTEN_HERE -> told(() -> replace(nodes, scan));
      case REWRITTEN_ELSEWHERE -> keep(nodes);
    }
  }

  private void told(Runnable answer) {
    tables
        .db()
        .transaction(
            () -> {
              answer.run();
              Holds.tell(tables);
              return true;
            });
  }

  /// Their rows say from now on that something unknown lies there, as it looks now: so the next plan puts what the vault has in its place, and what was there
  /// into the trash. Who is written to once more until then is looked at again like any edit.
  private void replace(Set<NodeId> nodes, Scan scan) {
    List<NodeId> folders = new ArrayList<>();
    for (Difference difference : scan.differences())
      Rewritten.of(difference)
          .filter(r -> nodes.contains(r.id()))
          .ifPresent(r -> folders.addAll(unknown(r)));
    tables.dirty().add(folders);
    tables.holds().release(nodes);
  }

  /// @return the folders that it is in, and is to be in
  private List<NodeId> unknown(Rewritten file) {
    BaseEntry e = file.row().entry();
    NodeId folder = ((Difference.Parent.Known) file.found().parent()).id();
    tables
        .base()
        .put(
            new BaseRow(
                new BaseEntry(
                    e.id(),
                    e.nodes(),
                    folder,
                    file.found().localName(),
                    e.kind(),
                    e.version(),
                    Optional.empty(),
                    e.attributes(),
                    e.placed()),
                file.found().fingerprint(),
                false));
    return List.of(folder, e.parent());
  }

  private void keep(Collection<NodeId> nodes) throws TidelockException {
    List<BaseRow> rows = nodes.stream().flatMap(n -> tables.base().row(n).stream()).toList();
    former.set(
        rows,
        () -> {
          tables.holds().release(nodes);
          Holds.tell(tables);
        });
  }
}
