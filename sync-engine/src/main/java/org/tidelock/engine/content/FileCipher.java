package org.tidelock.engine.content;

import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.FileKeys;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.MacKey;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.engine.history.ChunkId;

/// What one file's chunks are named, cut, sealed and opened with in one epoch. Thread-safe. Holds secrets; never printed.
public final class FileCipher {
  private final EpochKeys epoch;
  private final FileKeys keys;
  private final MacKey chunkIds;

  public FileCipher(VaultKeys vault, LineageKey lineage, EpochKeys epoch) {
    this.epoch = epoch;
    this.keys = vault.files(lineage);
    this.chunkIds = keys.chunkIds();
    keys.fileKey(
        epoch); // FileKeys derives on demand, which is not thread-safe: from here on it only reads
  }

  public EpochId epoch() {
    return epoch.id();
  }

  ChunkId chunkId(byte[] data, int offset, int length) {
    return new ChunkId(chunkIds.mac(data, offset, length));
  }

  /// The gear table is derived only here: most files are one chunk.
  Cutter cutter(ChunkClass limits) {
    return new Cutter(keys.gearTable(), limits);
  }

  byte[] seal(ChunkId id, byte[] frame) {
    return keys.sealChunk(epoch, id.value(), frame);
  }

  byte[] open(ChunkId id, byte[] sealed) throws IntegrityException {
    return keys.openChunk(epoch, id.value(), sealed);
  }

  @Override
  public String toString() {
    return "FileCipher(secret)";
  }
}
