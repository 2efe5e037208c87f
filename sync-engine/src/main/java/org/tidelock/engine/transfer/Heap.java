package org.tidelock.engine.transfer;

import java.util.function.LongSupplier;

/// Keeps the memory of long work small. Serial GC, which the launcher chooses for its start and its footprint, lets what has aged pile up to the
/// heap's limit before it looks what of it is garbage; and that limit has to leave room for Argon2id, which is many times what a sync needs. So where
/// much has just become garbage (a batch was committed, a group of files was put in place), this asks for a collection. It takes some hundredths of
/// a second, as little is alive by then; where much is, it waits until there may be as much garbage, or each batch would collect it all again for nothing.
/// Thread-safe.
public final class Heap {
  private static final long ENOUGH = 200L << 20;

  private static final Heap OF_THIS_PROCESS =
      new Heap(
          () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), System::gc);

  private final LongSupplier used;
  private final Runnable collect;

  /// Bytes that the last collection left.
  private volatile long alive;

  /// @param used bytes, garbage among them
  Heap(LongSupplier used, Runnable collect) {
    this.used = used;
    this.collect = collect;
  }

  /// Cheap while little is in use.
  public static void relieve() {
    OF_THIS_PROCESS.relieveIfWorthIt();
  }

  void relieveIfWorthIt() {
    if (used.getAsLong() <= Math.max(ENOUGH, 2 * alive)) return;
    collect.run();
    alive = used.getAsLong();
  }
}
