package org.tidelock.app.cli;

import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// What `create` and `join` say of the device that this profile has become.
record NewDevice(
    VaultInfo info,
    String fingerprint,
    Optional<String> server,
    String keptUnlocked,
    FolderCautions cautions) {
  static NewDevice of(Vault vault, SetUpOptions setUp, FolderCautions cautions) {
    return new NewDevice(
        vault.info(), vault.fingerprint(), vault.storageIdentity(), setUp.keptUnlocked(), cautions);
  }

  Json json() {
    return cautions.in(
        Json.object()
            .put("vault", info.id())
            .put("name", info.name())
            .put("device", info.device())
            .put("folder", info.folder().toString())
            .put("storage", info.storage())
            .put("fingerprint", fingerprint));
  }

  /// @param done "Created", or "Joined"
  void lines(String done, Consumer<String> out) {
    out.accept(done + ": " + Words.shown(info.name()) + " in " + Words.shown(info.storage()));
    out.accept("Folder: " + Words.shown(info.folder().toString()));
    out.accept("Device: " + Words.shown(info.device()));
    out.accept("Fingerprint: " + fingerprint);
    server.ifPresent(
        key -> out.accept("Server's key: " + Words.shown(key) + "; another one will be refused"));
    out.accept(keptUnlocked);
  }
}
