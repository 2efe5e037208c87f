package org.tidelock.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/// A keyed HMAC-SHA256. The key is scheduled once; each use clones that state, so one key serves any number of threads.
public final class MacKey {
  private final Mac keyed;

  private MacKey(Mac keyed) {
    this.keyed = keyed;
  }

  /// Copies 32 secret bytes.
  public static MacKey of(byte[] secret) {
    Bytes.exactly(32, secret, "a MAC key");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(Kdf.hmacKey(secret));
      return new MacKey(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// A computation over a message that comes in parts. Used by one thread.
  public interface Running {
    void update(byte[] data, int offset, int length);

    /// The value. Nothing may follow.
    Hash256 finish();
  }

  public Running start() {
    Mac mac = fresh();
    return new Running() {
      @Override
      public void update(byte[] data, int offset, int length) {
        mac.update(data, offset, length);
      }

      @Override
      public Hash256 finish() {
        return Hash256.of(mac.doFinal());
      }
    };
  }

  public Hash256 mac(byte[] data, int offset, int length) {
    Mac mac = fresh();
    mac.update(data, offset, length);
    return Hash256.of(mac.doFinal());
  }

  public Hash256 mac(byte[] data) {
    return mac(data, 0, data.length);
  }

  private Mac fresh() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
    }
  }

  @Override
  public String toString() {
    return "MacKey(secret)";
  }
}
