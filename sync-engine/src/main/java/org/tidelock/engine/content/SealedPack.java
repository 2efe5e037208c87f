package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.PackId;

/// A finished pack in a borrowed buffer. Closing it, once or more, gives the buffer back. Thread-safe.
public final class SealedPack implements AutoCloseable {
  private final PackId id;
  private final byte[] buffer;
  private final int length;
  private final PackBuffers owner;
  private boolean closed;
  private @Nullable Hash256 sha256;

  SealedPack(PackId id, byte[] buffer, int length, PackBuffers owner) {
    this.id = id;
    this.buffer = buffer;
    this.length = length;
    this.owner = owner;
  }

  public PackId id() {
    return id;
  }

  public int length() {
    return length;
  }

  /// Computed when it is first asked for, or at [#close]: the thread that sends a pack does it, not the one that fills them. Outlives closing.
  public synchronized Hash256 sha256() {
    if (sha256 == null) sha256 = Hash256.sha256(buffer, length);
    return sha256;
  }

  /// A new view of the bytes, valid until [#close].
  public synchronized ByteBuffer bytes() {
    if (closed) throw new IllegalStateException("the pack's buffer was given back");
    return ByteBuffer.wrap(buffer, 0, length).slice().asReadOnlyBuffer();
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    sha256();
    closed = true;
    owner.giveBack(buffer);
  }
}
