package org.tidelock.engine.transfer;

import org.tidelock.engine.SyncReport.Moved;
import org.tidelock.engine.SyncReport.Traffic;

/// What one round has sent and received so far. Counted by one thread, read by any.
public final class Tally {
  private volatile Traffic now = Traffic.NONE;

  public Traffic now() {
    return now;
  }

  public void sent(long files, long bytes, long requests) {
    now = new Traffic(plus(now.sent(), files, bytes, requests), now.received());
  }

  public void received(long files, long bytes, long requests) {
    now = new Traffic(now.sent(), plus(now.received(), files, bytes, requests));
  }

  private static Moved plus(Moved sum, long files, long bytes, long requests) {
    return new Moved(sum.files() + files, sum.bytes() + bytes, sum.requests() + requests);
  }
}
