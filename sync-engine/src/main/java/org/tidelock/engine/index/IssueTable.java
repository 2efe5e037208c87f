package org.tidelock.engine.index;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Issue;

/// What needs a person, kept over restarts. An issue keeps its first time while it lasts.
public final class IssueTable {
  private final Database db;

  public IssueTable(Database db) {
    this.db = db;
  }

  public void put(Issue i) {
    db.update(
        "INSERT INTO issue VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET severity=excluded.severity, kind=excluded.kind,"
            + " code=excluded.code, title=excluded.title, body=excluded.body, path=excluded.path",
        i.id(),
        i.severity().name(),
        i.kind().name(),
        i.code(),
        Phrases.text(i.title()),
        Phrases.text(i.body()),
        i.path().orElse(null),
        Encoding.micros(i.since()));
  }

  public void remove(String id) {
    db.update("DELETE FROM issue WHERE id=?", id);
  }

  /// Most severe first, then oldest.
  public List<Issue> all() {
    return db
        .list(
            "SELECT id,severity,kind,code,title,body,path,since FROM issue ORDER BY since,id",
            row ->
                new Issue(
                    row.getString(1),
                    Issue.Severity.valueOf(row.getString(2)),
                    Issue.Kind.valueOf(row.getString(3)),
                    row.getString(4),
                    Phrases.said(row.getString(5)),
                    Phrases.said(row.getString(6)),
                    Optional.ofNullable(row.getString(7)),
                    Encoding.instant(row.getLong(8))))
        .stream()
        .sorted((a, b) -> a.severity().compareTo(b.severity()))
        .toList();
  }
}
