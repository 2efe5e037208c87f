package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.PackId;

/// A finished pack in a borrowed buffer. Closing it, once or more, gives the buffer back.
public final class SealedPack implements AutoCloseable {
  private final PackId id;
  private final byte[] buffer;
  private final int length;
  private final Hash256 sha256;
  private final PackBuffers owner;
  private final AtomicBoolean closed = new AtomicBoolean();

  SealedPack(PackId id, byte[] buffer, int length, Hash256 sha256, PackBuffers owner) {
    this.id = id;
    this.buffer = buffer;
    this.length = length;
    this.sha256 = sha256;
    this.owner = owner;
  }

  public PackId id() {
    return id;
  }

  public int length() {
    return length;
  }

  public Hash256 sha256() {
    return sha256;
  }

  /// A new view of the bytes, valid until [#close].
  public ByteBuffer bytes() {
    if (closed.get()) throw new IllegalStateException("the pack's buffer was given back");
    return ByteBuffer.wrap(buffer, 0, length).slice().asReadOnlyBuffer();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) owner.giveBack(buffer);
  }
}
