package org.tidelock.engine.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.tidelock.engine.content.MissingPackException;
import org.tidelock.engine.content.PackDigests;
import org.tidelock.engine.content.PackSource;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// Packs as the storage returns them, and what verified segments say of them. Thread-safe.
public final class StoredPacks implements PackSource, PackDigests {
  private final Remote remote;
  private final PackTable packs;

  public StoredPacks(Remote remote, PackTable packs) {
    this.remote = remote;
    this.packs = packs;
  }

  @Override
  public int read(PackId pack, long offset, ByteBuffer into) throws IOException {
    ObjectName name = ObjectName.pack(pack);
    try {
      remote.counted();
      return remote.store().read(name, offset, into);
    } catch (StorageException.NotFound e) {
      throw new MissingPackException(pack);
    } catch (StorageException.OutOfBounds e) {
      return 0; // its length is not what a segment says: the reader reports it as damaged
    } catch (StorageException e) {
      throw new StorageTrouble(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while packs are read");
    }
  }

  /// How long the storage says that a pack is; empty if it has none of this name.
  public OptionalLong length(PackId pack) throws IOException {
    try {
      remote.counted();
      return remote.store().stat(ObjectName.pack(pack)).stream()
          .mapToLong(ObjectInfo::size)
          .findFirst();
    } catch (StorageException e) {
      throw new StorageTrouble(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while packs are looked at");
    }
  }

  @Override
  public boolean ranges() {
    return true;
  }

  @Override
  public Optional<PackDigest> find(PackId pack) {
    return packs.pack(pack).map(p -> new PackDigest(p.length(), p.sha256()));
  }

  /// Carries trouble with the storage through interfaces that know of I/O only.
  public static final class StorageTrouble extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient StorageException trouble;

    StorageTrouble(StorageException trouble) {
      super(trouble);
      this.trouble = trouble;
    }

    public StorageException trouble() {
      return trouble;
    }
  }
}
