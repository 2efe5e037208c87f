package org.tidelock.engine.history;

import java.util.List;
import java.util.stream.LongStream;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceId;

/// Lets the tests of other packages read and make bodies of segments.
public final class CommitReading {
  private CommitReading() {}

  public static Commit commit(byte[] body) {
    try {
      return SegmentBodyCodec.decode(body).commit();
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  public static boolean accepts(byte[] body) {
    try {
      SegmentBodyCodec.decode(body);
      return true;
    } catch (CryptoException e) {
      return false;
    }
  }

  /// Bodies of random commits, the same each time.
  public static List<byte[]> random(int count) {
    DeviceId device = DeviceId.of(new byte[16]);
    return LongStream.range(0, count)
        .mapToObj(
            seed ->
                SegmentBodyCodec.encode(new RandomCommits(seed).body(device, (int) (seed % 20))))
        .toList();
  }
}
