package org.tidelock.engine.trust;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.StorageAccess;

/// How a profile's storage is reached, as it lies in the profile: sealed under the profile's key, bound to its vault and its purpose.
///
/// @param profile whose key it is
public record SealedAccess(VaultId vault, ProfileKey profile) {
  private static final byte[] PURPOSE =
      Hash256.sha256("storage access".getBytes(StandardCharsets.UTF_8)).bytes();
  private static final String USER = "user";
  private static final String SECRET = "secret";
  private static final String AGREED = "agreed.";

  public byte[] seal(StorageAccess access) {
    Properties all = new Properties();
    access.user().ifPresent(u -> all.setProperty(USER, u));
    access.secret().ifPresent(s -> all.setProperty(SECRET, s));
    access.agreed().forEach((name, value) -> all.setProperty(AGREED + name, value));
    StringWriter out = new StringWriter();
    try {
      all.store(out, null);
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    byte[] plain = out.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return SealedObject.sealBare(
          ObjectType.PROFILE_VALUE, vault, profile.id(), profile.sealing(), PURPOSE, plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// @throws CryptoException if the bytes are damaged, or another profile's
  public StorageAccess open(byte[] sealed) throws CryptoException {
    byte[] plain =
        SealedObject.openBare(
            ObjectType.PROFILE_VALUE, vault, profile.id(), profile.sealing(), PURPOSE, sealed);
    try {
      return parse(new String(plain, StandardCharsets.UTF_8));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static StorageAccess parse(String text) throws IntegrityException {
    Properties all = new Properties();
    try {
      all.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("what was sealed here was written here", e);
    }
    TreeMap<String, String> agreed = new TreeMap<>();
    for (Map.Entry<Object, Object> each : all.entrySet())
      if (each.getKey().toString().startsWith(AGREED))
        agreed.put(each.getKey().toString().substring(AGREED.length()), each.getValue().toString());
    return new StorageAccess(
        Optional.ofNullable(all.getProperty(USER)),
        Optional.ofNullable(all.getProperty(SECRET)),
        agreed);
  }
}
