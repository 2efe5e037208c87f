package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.history.PackId;

/// Seals and opens footers and trailers of the packs of one epoch. Thread-safe. Holds a secret; never printed.
public final class PackCipher {
  /// The byte after the pack's id in the associated data.
  private enum Part {
    FOOTER,
    TRAILER
  }

  private final VaultId vault;
  private final EpochKeys epoch;

  public PackCipher(VaultId vault, EpochKeys epoch) {
    this.vault = vault;
    this.epoch = epoch;
  }

  public EpochId epoch() {
    return epoch.id();
  }

  byte[] sealFooter(PackId pack, byte[] plain) {
    return seal(Part.FOOTER, pack, plain);
  }

  byte[] openFooter(PackId pack, byte[] sealed) throws IntegrityException {
    return open(Part.FOOTER, pack, sealed);
  }

  byte[] sealTrailer(PackId pack, byte[] plain) {
    return seal(Part.TRAILER, pack, plain);
  }

  byte[] openTrailer(PackId pack, byte[] sealed) throws IntegrityException {
    return open(Part.TRAILER, pack, sealed);
  }

  private byte[] seal(Part part, PackId pack, byte[] plain) {
    return SealedObject.sealBare(
        ObjectType.PACK_FOOTER, vault, epoch.id().value(), epoch.pack(), ids(part, pack), plain);
  }

  private byte[] open(Part part, PackId pack, byte[] sealed) throws IntegrityException {
    return SealedObject.openBare(
        ObjectType.PACK_FOOTER, vault, epoch.id().value(), epoch.pack(), ids(part, pack), sealed);
  }

  private static byte[] ids(Part part, PackId pack) {
    return ByteBuffer.allocate(17).put(pack.bytes()).put((byte) part.ordinal()).array();
  }

  @Override
  public String toString() {
    return "PackCipher(secret)";
  }
}
