package org.tidelock.engine.history;

import org.tidelock.crypto.CryptoException;

/// Lets the tests of other packages read bodies of segments.
public final class CommitReading {
  private CommitReading() {}

  public static Commit commit(byte[] body) {
    try {
      return SegmentBodyCodec.decode(body).commit();
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }
}
