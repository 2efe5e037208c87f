package org.tidelock.engine.mirror;

import java.util.Arrays;
import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// The header of a vault in its second copy: written last of all, it makes the copy a vault.
public record CopiedHeader(Remote copy, VaultHeader header) {

  /// @return false if nothing is there yet, or a beginning of it that an interrupted upload has left
  /// @throws TidelockException IDENTITY if it is another vault's, INTEGRITY if it is none
  public boolean isThere() throws TidelockException, InterruptedException {
    Optional<byte[]> there = copy.find(ObjectName.header(), ObjectType.HEADER.maxBytes());
    if (there.isEmpty() || isBeginning(there.get())) return false;
    try {
      VaultHeader.parse(there.get()).pinned(header.hash());
      return true;
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.header());
    }
  }

  private boolean isBeginning(byte[] there) {
    byte[] whole = header.bytes();
    return there.length < whole.length
        && Arrays.equals(there, 0, there.length, whole, 0, there.length);
  }

  void put() throws TidelockException, InterruptedException {
    copy.put(ObjectName.header(), header.bytes());
  }
}
