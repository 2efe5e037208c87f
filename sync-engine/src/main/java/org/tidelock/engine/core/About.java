package org.tidelock.engine.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.VaultName;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.trust.Devices;
import org.tidelock.engine.trust.Identity;

/// What a vault is, and who is in it.
///
/// @param storage the address of the storage that it lies in now
/// @param reading the index over a connection of its own
record About(
    Identity identity,
    Profile.Settings settings,
    Supplier<String> storage,
    Choices choices,
    Tables reading) {
  VaultInfo info() {
    return reading.db().transaction(this::readInfo);
  }

  private VaultInfo readInfo() {
    String name =
        reading
            .merged()
            .vaultName()
            .map(VaultName::name)
            .orElse(settings.folder().getFileName().toString());
    String lies = storage.get();
    return new VaultInfo(
        identity.header().vault().toString(),
        name,
        settings.device(),
        settings.folder(),
        lies,
        kind(lies),
        settings.since(),
        choices.kitConfirmed().isPresent());
  }

  private static VaultInfo.StorageKind kind(String storage) {
    return StorageUrl.parse(storage).asFolder().isPresent()
        ? VaultInfo.StorageKind.FOLDER
        : VaultInfo.StorageKind.SERVER;
  }

  /// Oldest first.
  List<DeviceInfo> devices() {
    return identity.members().devices().stream()
        .map(d -> Devices.info(d, d.id().equals(identity.device().id()), lastSeen(d.id())))
        .sorted(Comparator.comparing(DeviceInfo::added))
        .toList();
  }

  private Optional<Instant> lastSeen(DeviceId device) {
    return reading.log().writers().stream()
        .filter(w -> w.device().equals(device))
        .map(LogTable.Writer::made)
        .max(Comparator.naturalOrder());
  }

  int epochs() {
    return identity.members().epochs().size();
  }

  String fingerprint() {
    return LocalVaults.fingerprint(identity.members(), reading.log().known());
  }
}
