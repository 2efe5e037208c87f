package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Activity;

/// What happened, newest first, for people. Never steers anything.
public final class ActivityTable {
  private static final String COLUMNS = "id,time,kind,path,device,own,size,detail";

  private final Database db;

  public ActivityTable(Database db) {
    this.db = db;
  }

  /// Adds a line (its id is ignored) and returns it with its id.
  public Activity add(Activity a) {
    db.update(
        "INSERT INTO activity(time,kind,path,device,own,size,detail) VALUES(?,?,?,?,?,?,?)",
        Encoding.micros(a.time()),
        a.kind().name(),
        a.path(),
        a.device(),
        a.thisDevice(),
        a.size(),
        a.detail());
    long id = db.first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    return new Activity(
        id, a.time(), a.kind(), a.path(), a.device(), a.thisDevice(), a.size(), a.detail());
  }

  /// @param before only what is older than the line with this id
  public List<Activity> newest(int limit, Optional<Long> before) {
    return db.list(
        "SELECT " + COLUMNS + " FROM activity WHERE id<? ORDER BY id DESC LIMIT ?",
        ActivityTable::read,
        before.orElse(Long.MAX_VALUE),
        limit);
  }

  /// What came after the line with this id, oldest first.
  public List<Activity> after(long id, int limit) {
    return db.list(
        "SELECT " + COLUMNS + " FROM activity WHERE id>? ORDER BY id LIMIT ?",
        ActivityTable::read,
        id,
        limit);
  }

  /// Keeps at most so many lines, and none that is older.
  public void forget(Instant older, int most) {
    // Lines come in the order of their ids, which is nearly that of their times: clocks are set
    // back.
    db.update(
        "DELETE FROM activity WHERE time<? OR id<=(SELECT max(id) FROM activity)-?",
        Encoding.micros(older),
        most);
  }

  private static Activity read(ResultSet row) throws SQLException {
    return new Activity(
        row.getLong(1),
        Encoding.instant(row.getLong(2)),
        Activity.Kind.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getInt(6) != 0,
        row.getLong(7),
        row.getString(8));
  }
}
