package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.plan.BaseTree;

/// The base in the index. Rows refer to their folder's row and not to its id, so that all of a folder follows when the folder gets another id.
///
/// No two rows have one place: the later one gets it, and the earlier one a name that says so, until it is put elsewhere or removed.
///
/// Reads are consistent as long as nobody writes: within one transaction, or on the engine's thread, which alone writes the base.
public final class BaseTable implements BaseTree, Base {
  private static final long ROOT = 0;
  private static final String COLUMNS = "b.id,b.name,b.device,b.file,b.state";
  private static final String ROW =
      "SELECT " + COLUMNS + ",p.id FROM base b LEFT JOIN base p ON p.n=b.parent WHERE ";

  private static final String INSERT =
      "INSERT OR IGNORE INTO base(id,name,kind,bytes,device,file,state,parent) VALUES(?,?,?,?,?,?,?,";

  private static final String CHANGES = "base-changes";

  private final Database db;
  private final MetaTable meta;
  private final Buffer changed =
      new Buffer() {
        @Override
        public void flush() {
          meta.putNumber(CHANGES, changes() + 1);
        }

        @Override
        public void discard() {}
      };

  public BaseTable(Database db) {
    this.db = db;
    meta = new MetaTable(db);
  }

  /// Grows with each transaction that changes the base.
  public long changes() {
    return meta.number(CHANGES).orElse(0L);
  }

  private int change(String sql, @Nullable Object... arguments) {
    return db.transaction(
        () -> {
          db.join(changed);
          return db.update(sql, arguments);
        });
  }

  @Override
  public Optional<BaseRow> row(NodeId id) {
    return db.first(ROW + "b.id=?", BaseTable::row, id.bytes());
  }

  @Override
  public List<BaseRow> rowsIn(NodeId folder) {
    Optional<Long> row = rowOf(folder);
    return row.isEmpty()
        ? List.of()
        : db.list(
            "SELECT " + COLUMNS + " FROM base b WHERE parent=?", r -> row(r, folder), row.get());
  }

  @Override
  public List<BaseRow> rowsOf(long device, long file) {
    return db.list(ROW + "b.file=? AND b.device=?", BaseTable::row, file, device);
  }

  @Override
  public boolean holdsSeveral() {
    return db.list("SELECT 1 FROM base LIMIT 2", row -> 1).size() == 2;
  }

  @Override
  public Optional<BaseEntry> entry(NodeId id) {
    return row(id).map(BaseRow::entry);
  }

  @Override
  public List<BaseEntry> children(NodeId folder) {
    return rowsIn(folder).stream().map(BaseRow::entry).toList();
  }

  /// Inserts or replaces the row of this id.
  ///
  /// @throws IllegalStateException if the folder has no row
  public void put(BaseRow row) {
    if (!tryInsert(row)) write(rowOf(row.entry().id()), row);
  }

  /// The row of `old` becomes `now`, which may have another id; what is in the folder follows.
  ///
  /// @throws IllegalStateException if `old` has no row, or the new id has another one
  public void rename(NodeId old, BaseRow now) {
    NodeId id = now.entry().id();
    Optional<Long> row = rowOf(old);
    if (row.isEmpty()) throw new IllegalStateException("no base row " + old);
    if (!id.equals(old) && rowOf(id).isPresent())
      throw new IllegalStateException("the base has a row " + id + " already");
    write(row, now);
  }

  /// Gives all rows the ids that `renaming` says, their own and those that they name. Places stay.
  public void rename(UnaryOperator<BaseRow> renaming) {
    record Renamed(long n, BaseRow row) {}
    List<Renamed> all = new ArrayList<>();
    db.each(
        "SELECT " + COLUMNS + ",p.id,b.n FROM base b LEFT JOIN base p ON p.n=b.parent",
        r -> {
          BaseRow before = row(r);
          BaseRow now = renaming.apply(before);
          if (!now.equals(before)) all.add(new Renamed(r.getLong(7), now));
        });
    for (Renamed r : all)
      change(
          "UPDATE base SET id=?,state=? WHERE n=?",
          r.row().entry().id().bytes(),
          BaseCodec.encode(r.row()),
          r.n());
  }

  /// A row that is not there is gone already.
  ///
  /// @throws IllegalStateException if there are rows in it
  public void remove(NodeId id) {
    if (!removeEmpty(id)) throw new IllegalStateException("the base row " + id + " has rows in it");
  }

  /// A row that is not there is gone already.
  ///
  /// @return false if there are rows in it, and it stays
  public boolean removeEmpty(NodeId id) {
    int gone =
        change(
            "DELETE FROM base WHERE id=? AND NOT EXISTS(SELECT 1 FROM base c WHERE c.parent=base.n)",
            id.bytes());
    return gone > 0 || rowOf(id).isEmpty();
  }

  /// With all that has rows in it: what of that is left out by rule, or lies elsewhere in a form that cannot be synced, is the others' from now on.
  ///
  /// @return how many rows that were
  public int removeAll(NodeId id) {
    return change(
        "DELETE FROM base WHERE n IN (WITH RECURSIVE below(n) AS (SELECT n FROM base WHERE id=?"
            + " UNION ALL SELECT b.n FROM base b JOIN below ON b.parent=below.n) SELECT n FROM below)",
        id.bytes());
  }

  /// Forgets everything.
  public void clear() {
    change("DELETE FROM base");
  }

  /// How many files and links there are.
  public long files() {
    return total("count", NodeKind.FILE) + total("count", NodeKind.LINK);
  }

  /// Their size on this disk.
  public long bytes() {
    return total("bytes", NodeKind.FILE);
  }

  /// How much there is below a folder, in files and links.
  public HoldTable.Amount below(NodeId folder) {
    return db.first(
            "WITH RECURSIVE below(n,kind,bytes) AS (SELECT n,kind,bytes FROM base WHERE id=?1"
                + " UNION ALL SELECT b.n,b.kind,b.bytes FROM base b JOIN below ON b.parent=below.n)"
                + " SELECT count(*),coalesce(sum(bytes),0) FROM below WHERE kind<>?2",
            row -> new HoldTable.Amount(row.getLong(1), row.getLong(2)),
            folder.bytes(),
            NodeKind.FOLDER.ordinal())
        .orElseThrow();
  }

  /// How many folders there are, the root apart.
  public long folders() {
    return total("count", NodeKind.FOLDER);
  }

  private long total(String column, NodeKind kind) {
    return db.first(
            "SELECT " + column + " FROM totals WHERE kind=?", row -> row.getLong(1), kind.ordinal())
        .orElse(0L);
  }

  /// The folder whose row says that it is at this place; the root for the empty path.
  public Optional<NodeId> folderAt(LocalPath path) {
    long row = ROOT;
    NodeId id = Nodes.ROOT;
    for (String name : path.names()) {
      record At(long n, NodeId id) {}
      Optional<At> next =
          db.first(
              "SELECT n,id FROM base WHERE parent=? AND name=? AND kind=?",
              r -> new At(r.getLong(1), NodeId.of(r.getBytes(2))),
              row,
              name,
              NodeKind.FOLDER.ordinal());
      if (next.isEmpty()) return Optional.empty();
      row = next.get().n();
      id = next.get().id();
    }
    return Optional.of(id);
  }

  /// Where the row of this id is on the disk; the root for [Nodes#ROOT]; empty if there is none.
  public Optional<LocalPath> pathOf(NodeId id) {
    if (id.equals(Nodes.ROOT)) return Optional.of(LocalPath.ROOT);
    List<String> names =
        db.list(
            "WITH RECURSIVE up(n,parent,name,depth) AS (SELECT n,parent,name,0 FROM base WHERE id=?"
                + " UNION ALL SELECT b.n,b.parent,b.name,depth+1 FROM base b JOIN up ON b.n=up.parent)"
                + " SELECT name FROM up ORDER BY depth DESC",
            row -> row.getString(1),
            id.bytes());
    return names.isEmpty() ? Optional.empty() : Optional.of(new LocalPath(names));
  }

  private Optional<Long> rowOf(NodeId id) {
    return id.equals(Nodes.ROOT)
        ? Optional.of(ROOT)
        : db.first("SELECT n FROM base WHERE id=?", row -> row.getLong(1), id.bytes());
  }

  /// False if there is such a row, or its place is taken, or its folder has no row. In one statement, as most rows are put but once.
  private boolean tryInsert(BaseRow now) {
    NodeId folder = now.entry().parent();
    boolean inRoot = folder.equals(Nodes.ROOT);
    Object parent = inRoot ? ROOT : folder.bytes();
    return change(
            inRoot ? INSERT + "?)" : INSERT + "(SELECT n FROM base WHERE id=?))",
            columns(now, parent))
        == 1;
  }

  private void write(Optional<Long> row, BaseRow now) {
    long folder =
        rowOf(now.entry().parent())
            .orElseThrow(
                () -> new IllegalStateException("no base row for the folder of " + now.entry()));
    if (tryWrite(row, folder, now)) return;
    makeWay(folder, now.entry().localName());
    if (!tryWrite(row, folder, now))
      throw new IllegalStateException("no place in the base for " + now.entry());
  }

  private boolean tryWrite(Optional<Long> row, long folder, BaseRow now) {
    return change(
            row.isEmpty()
                ? "INSERT OR IGNORE INTO base(id,name,kind,bytes,device,file,state,parent,n) VALUES(?,?,?,?,?,?,?,?,?)"
                : "UPDATE OR IGNORE base SET id=?,name=?,kind=?,bytes=?,device=?,file=?,state=?,parent=? WHERE n=?",
            columns(now, folder, row.orElse(null)))
        == 1;
  }

  private static @Nullable Object[] columns(BaseRow row, @Nullable Object... more) {
    BaseEntry entry = row.entry();
    Object[] columns = {
      entry.id().bytes(),
      entry.localName(),
      entry.kind().ordinal(),
      entry.kind() == NodeKind.FILE ? row.fingerprint().size() : 0L,
      row.fingerprint().device(),
      row.fingerprint().file(),
      BaseCodec.encode(row)
    };
    @Nullable Object[] all = Arrays.copyOf(columns, columns.length + more.length);
    System.arraycopy(more, 0, all, columns.length, more.length);
    return all;
  }

  /// Whoever has the place is somewhere else on the disk, or gone: its row says so until the scan that finds out.
  private void makeWay(long folder, String name) {
    byte[] id =
        db.first("SELECT id FROM base WHERE parent=? AND name=?", r -> r.getBytes(1), folder, name)
            .orElseThrow(() -> new IllegalStateException("nothing has the place " + name));
    change("UPDATE base SET name=? WHERE id=?", LocalNames.displaced(NodeId.of(id)), id);
  }

  private static BaseRow row(ResultSet row) throws SQLException {
    byte[] parent = row.getBytes(6);
    return row(row, parent == null ? Nodes.ROOT : NodeId.of(parent));
  }

  private static BaseRow row(ResultSet row, NodeId parent) throws SQLException {
    return BaseCodec.decode(
        new BaseCodec.Columns(
            NodeId.of(row.getBytes(1)), parent, row.getString(2), row.getLong(3), row.getLong(4)),
        row.getBytes(5));
  }
}
