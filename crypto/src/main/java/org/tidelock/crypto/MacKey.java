package org.tidelock.crypto;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/// A keyed HMAC-SHA256. The key is scheduled once; each use clones that state, so one key serves any number of threads.
public final class MacKey {
  /// Cloned for each key: asking the providers costs more than the hash of a short message.
  private static final Mac UNKEYED = unkeyed();

  private final Mac keyed;

  private MacKey(Mac keyed) {
    this.keyed = keyed;
  }

  /// Copies 32 secret bytes.
  /// @throws IllegalArgumentException if there are not exactly 32
  public static MacKey of(byte[] secret) {
    return new MacKey(keyed(Bytes.exactly(32, secret, "a MAC key")));
  }

  /// HMAC-SHA256 (RFC 2104) of these parts under a key of any length but none.
  static byte[] value(byte[] key, byte[]... message) {
    Mac mac = keyed(key);
    for (byte[] part : message) mac.update(part);
    return mac.doFinal();
  }

  private static Mac keyed(byte[] secret) {
    try {
      Mac mac = copy(UNKEYED);
      mac.init(Kdf.hmacKey(secret));
      return mac;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  private static Mac unkeyed() {
    try {
      return Mac.getInstance("HmacSHA256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// A computation over a message that comes in parts. Used by one thread.
  public interface Running {
    /// Takes the next bytes.
    void update(byte[] data, int offset, int length);

    /// The value. Nothing may follow.
    Hash256 finish();
  }

  /// Begins a computation.
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

  /// The value over a part of an array.
  public Hash256 mac(byte[] data, int offset, int length) {
    Mac mac = fresh();
    mac.update(data, offset, length);
    return Hash256.of(mac.doFinal());
  }

  /// The value over these bytes.
  public Hash256 mac(byte[] data) {
    return mac(data, 0, data.length);
  }

  private Mac fresh() {
    return copy(keyed);
  }

  private static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
    }
  }

  @Override
  public String toString() {
    return "MacKey(secret)";
  }
}
