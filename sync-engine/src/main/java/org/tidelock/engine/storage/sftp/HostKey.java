package org.tidelock.engine.storage.sftp;

import java.security.PublicKey;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/// A server's public key, as people compare it.
///
/// @param type such as `ssh-ed25519`
/// @param fingerprint such as `SHA256:` and 43 characters of Base64, as `ssh-keygen -l` shows it
public record HostKey(String type, String fingerprint) {
  private static final Pattern TYPE = Pattern.compile("[a-z0-9@.-]{1,64}");
  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

  public HostKey {
    if (!TYPE.matcher(type).matches() || !FINGERPRINT.matcher(fingerprint).matches())
      throw new IllegalArgumentException("not a host key: " + type + " " + fingerprint);
  }

  static HostKey of(PublicKey key) {
    return new HostKey(
        KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
  }

  /// @param text as [#toString] writes it
  /// @throws IllegalArgumentException if it is none
  public static HostKey parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2) throw new IllegalArgumentException("not a host key: " + text);
    return new HostKey(parts[0], parts[1]);
  }

  @Override
  public String toString() {
    return type + " " + fingerprint;
  }
}
