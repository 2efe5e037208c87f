package org.tidelock.engine.trust;

import java.time.Instant;
import java.util.Properties;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.StorageAccess;

/// Where the second copy is and how it is reached, as it lies in the profile: in one piece, so that no secret ever goes to a place for which it was not given.
///
/// @param profile whose key it is
public record SealedMirror(VaultId vault, ProfileKey profile) {
  private static final String PURPOSE = "mirror";
  private static final String STORAGE = "storage";
  private static final String SINCE = "since";

  /// @param storage its address
  /// @param since when it was set up
  public record Place(String storage, StorageAccess access, Instant since) {
    public Place with(StorageAccess other) {
      return new Place(storage, other, since);
    }
  }

  public byte[] seal(Place place) {
    Properties all = new Properties();
    SealedAccess.put(place.access, all);
    all.setProperty(STORAGE, place.storage);
    all.setProperty(SINCE, place.since.toString());
    return sealing().seal(all);
  }

  /// @throws CryptoException if the bytes are damaged, or another profile's
  public Place open(byte[] sealed) throws CryptoException {
    Properties all = sealing().open(sealed);
    return new Place(
        all.getProperty(STORAGE), SealedAccess.access(all), Instant.parse(all.getProperty(SINCE)));
  }

  private SealedProperties sealing() {
    return new SealedProperties(vault, profile, PURPOSE);
  }
}
