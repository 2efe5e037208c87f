package org.tidelock.engine.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tidelock.crypto.MacKey;
import org.tidelock.engine.history.ContentId;

/// Content ids of whole files and of links. Thread-safe.
///
/// @param key the vault's, [org.tidelock.crypto.VaultKeys#contentIds]
public record ContentIds(MacKey key) {
  private static final int LONGEST_READ = 128 << 10;

  /// Of all bytes from here on.
  ///
  /// @param size what the disk says: it chooses the buffer, not how much is read
  public ContentId of(ByteSource in, long size) throws IOException {
    MacKey.Running hash = key.start();
    byte[] buffer = new byte[Math.clamp(size + 1, 1, LONGEST_READ)];
    for (int n = in.read(buffer, 0, buffer.length); n >= 0; n = in.read(buffer, 0, buffer.length))
      hash.update(buffer, 0, n);
    return new ContentId(hash.finish());
  }

  /// Of a file with these bytes.
  public ContentId of(byte[] file) {
    return new ContentId(key.mac(file));
  }

  /// Of a link with this target.
  public ContentId of(String target) {
    return of(target.getBytes(StandardCharsets.UTF_8));
  }
}
