package org.tidelock.engine.trust;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.StorageAccess;

/// How a profile's storage is reached, as it lies in the profile: sealed under the profile's key, bound to its vault and its purpose.
///
/// @param profile whose key it is
public record SealedAccess(VaultId vault, ProfileKey profile) {
  private static final String PURPOSE = "storage access";
  private static final String USER = "user";
  private static final String SECRET = "secret";
  private static final String AGREED = "agreed.";

  public byte[] seal(StorageAccess access) {
    Properties all = new Properties();
    put(access, all);
    return sealing().seal(all);
  }

  /// @throws CryptoException if the bytes are damaged, or another profile's
  public StorageAccess open(byte[] sealed) throws CryptoException {
    return access(sealing().open(sealed));
  }

  private SealedProperties sealing() {
    return new SealedProperties(vault, profile, PURPOSE);
  }

  static void put(StorageAccess access, Properties all) {
    access.user().ifPresent(u -> all.setProperty(USER, u));
    access.secret().ifPresent(s -> all.setProperty(SECRET, s));
    access.agreed().forEach((name, value) -> all.setProperty(AGREED + name, value));
  }

  static StorageAccess access(Properties all) {
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
