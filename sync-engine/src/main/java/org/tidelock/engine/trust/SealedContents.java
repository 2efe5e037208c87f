package org.tidelock.engine.trust;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentCodec;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.ContentBox;
import org.tidelock.engine.index.Encoding;
import org.tidelock.engine.local.LocalPath;

/// Contents as they lie in the index: sealed under the profile key, bound to their version, since they hold lineage keys; and the lineage keys of
/// unfinished uploads, bound to their place. Thread-safe.
public final class SealedContents implements ContentBox {
  private final VaultId vault;
  private final Id128 keyId;
  private final ProfileKey profile;

  public SealedContents(VaultId vault, ProfileKey profile) {
    this.vault = vault;
    this.keyId = profile.id();
    this.profile = profile;
  }

  @Override
  public byte[] seal(OpId version, Content content) {
    return seal(Encoding.of(version), ContentCodec.encode(content));
  }

  /// Of a file whose upload is not finished.
  public byte[] seal(LocalPath place, LineageKey lineage) {
    return seal(idOf(place), lineage.secretBytes());
  }

  private byte[] seal(byte[] id, byte[] plain) {
    try {
      return SealedObject.sealBare(
          ObjectType.PROFILE_VALUE, vault, keyId, profile.sealing(), id, plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// Longer than any version's.
  private static byte[] idOf(LocalPath place) {
    return Hash256.sha256(place.toString().getBytes(StandardCharsets.UTF_8)).bytes();
  }

  @Override
  public Content open(OpId version, byte[] sealed) {
    return open(Encoding.of(version), sealed, ContentCodec::decode);
  }

  public LineageKey open(LocalPath place, byte[] sealed) {
    return open(idOf(place), sealed, LineageKey::of);
  }

  private interface Form<T> {
    T read(byte[] plain) throws IntegrityException;
  }

  private <T> T open(byte[] id, byte[] sealed, Form<T> form) {
    try {
      byte[] plain =
          SealedObject.openBare(
              ObjectType.PROFILE_VALUE, vault, keyId, profile.sealing(), id, sealed);
      try {
        return form.read(plain);
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } catch (IntegrityException e) {
      throw new IllegalStateException("the local index holds a value that does not open", e);
    }
  }
}
