package org.tidelock.engine;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a storage is reached, beside its address: what is secret, and what a person has agreed to. Kept sealed in the profile.
///
/// @param user where the address does not say it: an access key's id, for example
/// @param secret a password, a secret key, or the passphrase of a key file
/// @param agreed what a person has chosen or compared, by the names below and those of each provider
public record StorageAccess(
    Optional<String> user, Optional<String> secret, SortedMap<String, String> agreed) {
  /// `yes`: passwords may go over the network unencrypted.
  public static final String CLEARTEXT = "cleartext";

  /// The key of a server whose certificate nobody vouches for, as `sha256/…`.
  public static final String SERVER_KEY = "server-key";

  /// The proxy by which this storage is reached, whatever the environment says: `http://host:port`, `socks5://host:port`, or `none`.
  public static final String PROXY = "proxy";

  /// The key by which an SSH server is known, as `ssh-keygen -l` writes it: its type and fingerprint.
  public static final String HOST_KEY = "host-key";

  /// `yes`: a server that is met for the first time is not believed, but told ([UnknownServer]).
  public static final String ASK_FIRST = "ask-first";

  /// What folders need.
  public static final StorageAccess NONE =
      new StorageAccess(Optional.empty(), Optional.empty(), new TreeMap<>());

  public StorageAccess {
    agreed = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(agreed));
  }

  public StorageAccess withUser(String name) {
    return new StorageAccess(Optional.of(name), secret, agreed);
  }

  public StorageAccess withSecret(String text) {
    return new StorageAccess(user, Optional.of(text), agreed);
  }

  public StorageAccess agreeing(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(agreed);
    more.put(name, value);
    return new StorageAccess(user, secret, more);
  }

  /// Without what was said of one thing.
  public StorageAccess without(String name) {
    SortedMap<String, String> fewer = new TreeMap<>(agreed);
    fewer.remove(name);
    return new StorageAccess(user, secret, fewer);
  }

  public Optional<String> agreed(String name) {
    return Optional.ofNullable(agreed.get(name));
  }

  /// The public key by which the server is known, if it is known by one. Nothing secret.
  public Optional<String> serverKey() {
    return agreed(HOST_KEY).or(() -> agreed(SERVER_KEY));
  }

  /// This, and for what it leaves open the other.
  public StorageAccess or(StorageAccess other) {
    SortedMap<String, String> all = new TreeMap<>(other.agreed);
    all.putAll(agreed);
    return new StorageAccess(user.or(other::user), secret.or(other::secret), all);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /// Everything but what is secret.
  @Override
  public String toString() {
    return "StorageAccess" + Map.of("secret", secret.isPresent(), "agreed", agreed.keySet());
  }
}
