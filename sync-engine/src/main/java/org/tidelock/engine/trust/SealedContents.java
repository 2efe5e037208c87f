package org.tidelock.engine.trust;

import java.util.Arrays;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentCodec;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Encoding;

/// Contents as they lie in the index: sealed under the profile key, bound to their version, since they hold lineage keys. Thread-safe.
public final class SealedContents {
  private final VaultId vault;
  private final Id128 keyId;
  private final ProfileKey profile;

  public SealedContents(VaultId vault, ProfileKey profile) {
    this.vault = vault;
    this.keyId = profile.id();
    this.profile = profile;
  }

  public byte[] seal(OpId version, Content content) {
    byte[] plain = ContentCodec.encode(content);
    try {
      return SealedObject.sealBare(
          ObjectType.PROFILE_VALUE, vault, keyId, profile.sealing(), Encoding.of(version), plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  public Content open(OpId version, byte[] sealed) {
    try {
      byte[] plain =
          SealedObject.openBare(
              ObjectType.PROFILE_VALUE,
              vault,
              keyId,
              profile.sealing(),
              Encoding.of(version),
              sealed);
      try {
        return ContentCodec.decode(plain);
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } catch (IntegrityException e) {
      throw new IllegalStateException("the local index holds a value that does not open", e);
    }
  }
}
