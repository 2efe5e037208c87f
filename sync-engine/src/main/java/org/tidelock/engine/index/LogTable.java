package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.VersionVector;

/// Every segment this device has verified (its own included), with the stored, sealed bytes; and, per writer, how far it is known:
/// the floor below which the storage must never fall (I8).
public final class LogTable {
  /// The bytes of a segment that a checkpoint told of, until they are fetched.
  static final byte[] NOT_FETCHED = {};

  private final Database db;

  public LogTable(Database db) {
    this.db = db;
  }

  /// A writer as far as it is known: `count` segments, `hash` of the newest one's object bytes.
  public record Writer(
      WriterId id, DeviceId device, String name, long count, Hash256 hash, Instant made) {}

  /// @param bytes empty if a checkpoint told of it and it was not fetched yet
  public record Segment(
      WriterId writer,
      long seq,
      Hash256 hash,
      VersionVector seen,
      long lamport,
      Instant made,
      byte[] bytes) {
    public boolean isFetched() {
      return bytes.length > 0;
    }
  }

  public List<Writer> writers() {
    return db.list(
        "SELECT id,device,name,count,hash,made FROM writer ORDER BY id", LogTable::writer);
  }

  public Optional<Writer> writer(WriterId id) {
    return db.first(
        "SELECT id,device,name,count,hash,made FROM writer WHERE id=?",
        LogTable::writer,
        id.bytes());
  }

  public VersionVector known() {
    TreeMap<WriterId, Long> counts = new TreeMap<>();
    for (Writer w : writers()) counts.put(w.id(), w.count());
    return new VersionVector(counts);
  }

  /// Appends a verified segment; it must follow the writer's newest one.
  public void append(Segment segment, DeviceId device, String name) {
    long count = writer(segment.writer()).map(Writer::count).orElse(0L);
    if (count != segment.seq())
      throw new IllegalArgumentException("segment " + segment.seq() + " does not follow " + count);
    db.update(
        "INSERT INTO segment(writer,seq,hash,seen,lamport,made,bytes) VALUES(?,?,?,?,?,?,?)",
        segment.writer().bytes(),
        segment.seq(),
        segment.hash().bytes(),
        Encoding.of(segment.seen()),
        segment.lamport(),
        Encoding.micros(segment.made()),
        segment.bytes());
    db.update(
        "INSERT INTO writer VALUES(?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET count=excluded.count, hash=excluded.hash, made=excluded.made",
        segment.writer().bytes(),
        device.bytes(),
        name,
        segment.seq() + 1,
        segment.hash().bytes(),
        Encoding.micros(segment.made()));
  }

  /// The bytes of a segment that a checkpoint told of.
  public void fetched(WriterId writer, long seq, byte[] bytes) {
    db.update("UPDATE segment SET bytes=? WHERE writer=? AND seq=?", bytes, writer.bytes(), seq);
  }

  /// How many are not there yet.
  public long notFetched() {
    return db.first("SELECT count(*) FROM segment WHERE length(bytes)=0", row -> row.getLong(1))
        .orElse(0L);
  }

  /// The first of a writer from which on all below this number are there: those that are not follow each other.
  public long fetchedFrom(WriterId writer, long below) {
    long missing = 0;
    long there = below - 1;
    while (there - missing > 1) {
      long middle = (there + missing) >>> 1;
      if (isFetched(writer, middle)) there = middle;
      else missing = middle;
    }
    return missing == 0 && there == 1 ? 0 : there;
  }

  private boolean isFetched(WriterId writer, long seq) {
    return db.first(
            "SELECT length(bytes) FROM segment WHERE writer=? AND seq=?",
            row -> row.getLong(1) > 0,
            writer.bytes(),
            seq)
        .orElse(false);
  }

  /// What replaying costs that lies between two vectors.
  ///
  /// @param segments how many
  /// @param bytes of all of them
  public record Cost(long segments, long bytes) {}

  public Cost cost(VersionVector from) {
    long segments = 0;
    long bytes = 0;
    for (Writer w : writers()) {
      Cost own =
          db.first(
                  "SELECT count(*),coalesce(sum(length(bytes)),0) FROM segment WHERE writer=? AND seq>=?",
                  row -> new Cost(row.getLong(1), row.getLong(2)),
                  w.id().bytes(),
                  from.seen(w.id()))
              .orElse(new Cost(0, 0));
      segments += own.segments;
      bytes += own.bytes;
    }
    return new Cost(segments, bytes);
  }

  /// Forgets the writer's segments from this number on.
  public void cut(WriterId writer, long first) {
    db.update("DELETE FROM segment WHERE writer=? AND seq>=?", writer.bytes(), first);
    if (first == 0) db.update("DELETE FROM writer WHERE id=?", (Object) writer.bytes());
    else
      db.update(
          "UPDATE writer SET count=?2, (hash,made)=(SELECT hash,made FROM segment WHERE writer=?1 AND seq=?2-1) WHERE id=?1",
          writer.bytes(),
          first);
  }

  public Optional<VersionVector> seen(WriterId writer, long seq) {
    return db.first(
        "SELECT seen FROM segment WHERE writer=? AND seq=?",
        row -> Encoding.vector(row.getBytes(1)),
        writer.bytes(),
        seq);
  }

  /// When a segment was made, by its author's clock.
  public Optional<Instant> made(WriterId writer, long seq) {
    return db.first(
        "SELECT made FROM segment WHERE writer=? AND seq=?",
        row -> Encoding.instant(row.getLong(1)),
        writer.bytes(),
        seq);
  }

  public Optional<Segment> segment(WriterId writer, long seq) {
    return db.first(SEGMENT + " WHERE writer=? AND seq=?", LogTable::segment, writer.bytes(), seq);
  }

  /// All segments in an order in which each comes after everything it has seen.
  public List<SegmentKey> inCausalOrder() {
    return db.list(
        "SELECT writer,seq,made FROM segment ORDER BY lamport,writer,seq",
        row ->
            new SegmentKey(
                WriterId.of(row.getBytes(1)), row.getLong(2), Encoding.instant(row.getLong(3))));
  }

  public record SegmentKey(WriterId writer, long seq, Instant made) {}

  private static final String SEGMENT =
      "SELECT writer,seq,hash,seen,lamport,made,bytes FROM segment";

  private static Segment segment(ResultSet row) throws SQLException {
    return new Segment(
        WriterId.of(row.getBytes(1)),
        row.getLong(2),
        Hash256.of(row.getBytes(3)),
        Encoding.vector(row.getBytes(4)),
        row.getLong(5),
        Encoding.instant(row.getLong(6)),
        row.getBytes(7));
  }

  private static Writer writer(ResultSet row) throws SQLException {
    return new Writer(
        WriterId.of(row.getBytes(1)),
        DeviceId.of(row.getBytes(2)),
        row.getString(3),
        row.getLong(4),
        Hash256.of(row.getBytes(5)),
        Encoding.instant(row.getLong(6)));
  }
}
