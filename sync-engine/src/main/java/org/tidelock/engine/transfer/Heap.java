package org.tidelock.engine.transfer;

/// Keeps the memory of long work small. Serial GC, which the launcher chooses for its start and its footprint, lets what has aged pile up to the
/// heap's limit before it looks what of it is garbage; and that limit has to leave room for Argon2id, which is many times what a sync needs. So where
/// much has just become garbage (a batch was committed, a group of files was put in place), this asks for a collection. It takes some hundredths of
/// a second, as little is alive by then.
public final class Heap {
  private static final long ENOUGH = 200L << 20;

  private Heap() {}

  /// Cheap while little is in use.
  public static void relieve() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() - runtime.freeMemory() > ENOUGH) System.gc();
  }
}
