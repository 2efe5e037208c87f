package org.tidelock.engine.trust;

import java.security.SecureRandom;
import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.Tables;

/// The writer that this device is at present, as its index knows it: one incarnation, with a log that only it continues.
public final class OwnWriter {
  private static final String WRITER = "writer";
  private static final String OLDEST_HEAD = "oldest-head";

  private final Tables tables;
  private final MetaTable meta;
  private final SecureRandom random;

  public OwnWriter(Tables tables, SecureRandom random) {
    this.tables = tables;
    this.meta = tables.meta();
    this.random = random;
  }

  /// For who only looks: empty if this device has never been one.
  public static Optional<WriterId> of(Tables tables) {
    return tables.meta().get(WRITER).map(WriterId::of);
  }

  /// A new one is taken when there is none yet.
  public WriterId id() {
    return of(tables)
        .orElseGet(
            () -> {
              WriterId fresh = WriterId.random(random);
              meta.put(WRITER, fresh.bytes());
              return fresh;
            });
  }

  /// Ends this incarnation, whose log was found to go on in the storage: the next commit is the first one of a new writer. What this index has not
  /// seen confirmed lies before what was found, so the storage has it.
  public void retire() {
    meta.remove(WRITER);
    meta.remove(OLDEST_HEAD);
    tables.outbox().clear();
  }

  /// The lowest number of which it may still have a head in the storage.
  public long oldestHead() {
    return meta.number(OLDEST_HEAD).orElse(0L);
  }

  public void hasNoHeadBelow(long seq) {
    meta.putNumber(OLDEST_HEAD, seq);
  }
}
