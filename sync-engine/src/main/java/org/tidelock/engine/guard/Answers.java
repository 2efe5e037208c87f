package org.tidelock.engine.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.HoldTable.Hold;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.plan.BaseEntry;

/// What a person says to what waits. Takes effect with the next round over the whole folder. On the engine's thread.
public final class Answers {
  private final Tables tables;
  private final Former former;
  private final Bytes bytes;

  /// Reads what a file holds.
  public interface Bytes {
    ContentId of(LocalPath file) throws IOException;
  }

  /// Makes the vault have the versions again that these rows stand for.
  public interface Former {
    /// @param also done with the last change
    void set(List<BaseRow> rows, Runnable also) throws TidelockException;
  }

  public Answers(Tables tables, Former former, Bytes bytes) {
    this.tables = tables;
    this.former = former;
    this.bytes = bytes;
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
      case REWRITTEN_HERE -> replace(nodes, scan);
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

  /// Their rows say from now on that something else lies there, as it looks now: so the next plan puts what the vault has in its place, and what was there
  /// into the trash. Who is written to once more until then is looked at again like any edit.
  private void replace(Set<NodeId> nodes, Scan scan) {
    List<BaseRow> rows = new ArrayList<>();
    Set<NodeId> folders = new HashSet<>();
    for (Difference difference : scan.differences())
      Rewritten.of(difference)
          .filter(r -> nodes.contains(r.id()))
          .ifPresent(
              file -> {
                BaseRow row = asItIs(file);
                rows.add(row);
                folders.add(row.entry().parent());
                folders.add(file.row().entry().parent());
              });
    told(
        () -> {
          rows.forEach(tables.base()::put);
          tables.dirty().add(folders);
          tables.holds().release(nodes);
        });
  }

  private BaseRow asItIs(Rewritten file) {
    BaseEntry e = file.row().entry();
    boolean weak = file.found().fingerprint().isWeak();
    return new BaseRow(
        new BaseEntry(
            e.id(),
            e.nodes(),
            ((Difference.Parent.Known) file.found().parent()).id(),
            file.found().localName(),
            e.kind(),
            e.version(),
            weak ? contentOf(file.found().path()) : Optional.empty(),
            e.attributes(),
            e.placed()),
        file.found().fingerprint(),
        false);
  }

  /// Where looks do not tell one file from another, nothing is replaced of which nobody knows what it holds.
  private Optional<ContentId> contentOf(LocalPath file) {
    try {
      return Optional.of(bytes.of(file));
    } catch (IOException e) {
      return Optional.empty(); // whoever is to replace it tells why it cannot be read
    }
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
