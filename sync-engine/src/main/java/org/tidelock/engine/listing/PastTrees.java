package org.tidelock.engine.listing;

import java.lang.ref.SoftReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.trust.Identity;

/// Remembers the tree of the time that was asked for last, as long as there is memory for it: who looks at a past time goes from folder to
/// folder. Thread-safe.
public final class PastTrees {
  private final Tables tables;
  private final Identity identity;
  private SoftReference<Remembered> last = new SoftReference<>(null);

  public PastTrees(Tables reading, Identity identity) {
    this.tables = reading;
    this.identity = identity;
  }

  private record Remembered(Instant at, VersionVector known, PastTree tree) {}

  public synchronized PastTree at(Instant time) {
    VersionVector known = tables.log().known();
    @Nullable Remembered remembered = last.get();
    if (remembered != null && remembered.at.equals(time) && remembered.known.equals(known))
      return remembered.tree;
    PastTree tree = new PastTree(tables, identity, time);
    last = new SoftReference<>(new Remembered(time, known, tree));
    return tree;
  }
}
