package org.tidelock.engine;

import java.nio.file.Path;

/// Makes this profile a device of an existing vault. `unlock` is the passphrase or the recovery key; a profile that is not kept
/// unlocked is sealed under the passphrase given, so joining by recovery key then needs `KeepUnlocked.FILE` or `KEYCHAIN`.
public record JoinRequest(
    Path home,
    String storage,
    Path folder,
    String device,
    Unlock unlock,
    KeepUnlocked keepUnlocked,
    Confirmation confirmation)
    implements SetUpRequest {

  /// Shown the vault before this device becomes part of it; answers whether the devices and the fingerprint are right.
  @FunctionalInterface
  public interface Confirmation {
    boolean isRight(VaultPreview preview);
  }

  /// What a newcomer can compare with another device's screen.
  public record VaultPreview(
      String vaultId, String fingerprint, java.util.List<DeviceInfo> devices) {
    public VaultPreview {
      devices = java.util.List.copyOf(devices);
    }
  }
}
