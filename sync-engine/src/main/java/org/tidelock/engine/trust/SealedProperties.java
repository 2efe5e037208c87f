package org.tidelock.engine.trust;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.VaultId;

/// Secret lines of a profile, as they lie in it: sealed under the profile's key, bound to its vault and to what they are for.
///
/// @param profile whose key it is
record SealedProperties(VaultId vault, ProfileKey profile, String purpose) {

  byte[] seal(Properties all) {
    StringWriter out = new StringWriter();
    try {
      all.store(out, null);
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    byte[] plain = out.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return SealedObject.sealBare(
          ObjectType.PROFILE_VALUE, vault, profile.id(), profile.sealing(), binding(), plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// @throws CryptoException if the bytes are damaged, another profile's, or for something else
  Properties open(byte[] sealed) throws CryptoException {
    byte[] plain =
        SealedObject.openBare(
            ObjectType.PROFILE_VALUE, vault, profile.id(), profile.sealing(), binding(), sealed);
    Properties all = new Properties();
    try {
      all.load(new StringReader(new String(plain, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("what was sealed here was written here", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
    return all;
  }

  private byte[] binding() {
    return Hash256.sha256(purpose.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
