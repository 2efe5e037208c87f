package org.tidelock.crypto;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What derives from a file's lineage key: how the file is cut, how its chunks are named, and the key that seals them in an epoch. Cheap to make;
/// each part is derived when it is first asked for. Not thread-safe: one worker handles one file.
public final class FileKeys {
  private final VaultId vault;
  private final byte[] lineage;
  private @Nullable MacKey chunkIds;
  private @Nullable EpochId sealedEpoch;
  private @Nullable SealingKey fileKey;

  FileKeys(VaultId vault, LineageKey lineage) {
    this.vault = vault;
    this.lineage = lineage.secretBytes();
  }

  /// A chunk's id is this MAC over its plaintext, and is checked after the chunk was opened.
  public MacKey chunkIds() {
    MacKey key = chunkIds;
    if (key == null) {
      key = MacKey.of(Kdf.derive(lineage, "chunk ids", 32, vault.bytes()));
      chunkIds = key;
    }
    return key;
  }

  /// 256 values for the rolling hash of FastCDC, unsigned 64-bit, read big-endian from the derived bytes.
  public long[] gearTable() {
    ByteBuffer derived = ByteBuffer.wrap(Kdf.derive(lineage, "gear", 2048, vault.bytes()));
    long[] table = new long[256];
    derived.asLongBuffer().get(table);
    return table;
  }

  /// The key of this file in this epoch. It takes both secrets: a removed device knows the lineage, but not the later epoch.
  public SealingKey fileKey(EpochKeys epoch) {
    SealingKey key = fileKey;
    if (key == null || !epoch.id().equals(sealedEpoch)) {
      key =
          SealingKey.of(
              Kdf.derive(
                  epoch.packSecret(), lineage, "file", 32, vault.bytes(), epoch.id().bytes()));
      fileKey = key;
      sealedEpoch = epoch.id();
    }
    return key;
  }

  /// Seals a chunk's (perhaps compressed) bytes; epoch and chunk id are bound, the pack is not. The result has no frame.
  public byte[] sealChunk(EpochKeys epoch, Hash256 chunkId, byte[] content) {
    return SealedObject.sealBare(
        ObjectType.CHUNK, vault, epoch.id().value(), fileKey(epoch), chunkId.bytes(), content);
  }

  /// Opens what [#sealChunk] made. The caller expands it and compares its id.
  /// @throws IntegrityException unless exactly this was sealed for this file, epoch and chunk id
  public byte[] openChunk(EpochKeys epoch, Hash256 chunkId, byte[] sealed)
      throws IntegrityException {
    return SealedObject.openBare(
        ObjectType.CHUNK, vault, epoch.id().value(), fileKey(epoch), chunkId.bytes(), sealed);
  }

  @Override
  public String toString() {
    return "FileKeys(secret)";
  }
}
