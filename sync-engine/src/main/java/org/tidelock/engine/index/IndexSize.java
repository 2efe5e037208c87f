package org.tidelock.engine.index;

import org.tidelock.engine.Diagnostics;

/// How much an index holds, for a report.
public record IndexSize(Database db) {
  public Diagnostics.Index index() {
    return new Diagnostics.Index(
        Schema.VERSION,
        number("SELECT page_count*page_size FROM pragma_page_count(),pragma_page_size()"),
        number("SELECT count(*) FROM node WHERE parent IS NOT NULL"),
        number("SELECT count(*) FROM node WHERE parent IS NULL"),
        number("SELECT count(*) FROM move"),
        number("SELECT count(*) FROM version"),
        number("SELECT count(*) FROM writer"),
        number("SELECT count(*) FROM segment"),
        number("SELECT count(*) FROM pack WHERE state=1"),
        number("SELECT coalesce(sum(length),0) FROM pack WHERE state=1"),
        number("SELECT count(*) FROM chunk"));
  }

  public Diagnostics.Queue queue() {
    return new Diagnostics.Queue(
        number("SELECT count(*) FROM outbox"),
        number("SELECT coalesce(sum(files),0) FROM outbox"),
        number("SELECT coalesce(sum(bytes),0) FROM outbox"),
        number("SELECT count(*) FROM dirty"),
        number("SELECT count(*) FROM upload"),
        number("SELECT count(*) FROM pack WHERE state=0"),
        number("SELECT count(*) FROM held WHERE hold IN (SELECT id FROM hold WHERE state=0)"));
  }

  private long number(String sql) {
    return db.first(sql, row -> row.getLong(1)).orElse(0L);
  }
}
