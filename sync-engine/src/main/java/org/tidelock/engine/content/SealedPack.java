package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;

/// A finished pack in a borrowed buffer. Closing it, once or more, gives the buffer back. Thread-safe.
public final class SealedPack implements AutoCloseable {
  private final PackId id;
  private final byte[] buffer;
  private final int length;
  private final PackBuffers owner;
  private final List<PendingChunk> ended;
  private boolean closed;
  private @Nullable Hash256 sha256;

  /// @param ended the chunks whose last byte lies in it
  SealedPack(PackId id, byte[] buffer, int length, PackBuffers owner, List<PendingChunk> ended) {
    this.id = id;
    this.buffer = buffer;
    this.length = length;
    this.owner = owner;
    this.ended = ended;
  }

  public PackId id() {
    return id;
  }

  public int length() {
    return length;
  }

  /// The chunks whose last byte lies in it: as soon as the storage has this pack and those handed over before it, it has them whole.
  public List<PackEntry.Stored> ended() {
    return ended.stream().map(PendingChunk::stored).toList();
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
