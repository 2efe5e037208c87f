package org.tidelock.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Vaults;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `create` and `join` have in common.
final class SetUpOptions {
  @Option(
      names = "--storage",
      required = true,
      paramLabel = "URL",
      description =
          "Where the encrypted data lies: file:///dir, webdav+https://user@host/path, sftp://user@host/path, s3://bucket/prefix or onedrive:/Folder")
  String storage = "";

  @Mixin final StorageOptions server = new StorageOptions();

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "The folder to keep in sync; made if absent.")
  Path folder = Path.of("");

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "This device's name. Your other devices see it, the storage does not.")
  Optional<String> device = Optional.empty();

  @Option(
      names = "--keep-unlocked",
      paramLabel = "no|file",
      description =
          "Where this device keeps its key between starts: nowhere (each command asks), or in a file only you may read.")
  KeepUnlocked keepUnlocked = KeepUnlocked.NO;

  Path folder(Context context) {
    return context.directory().resolve(folder).normalize();
  }

  /// Says what speaks against the folder, before anything is asked.
  FolderCautions cautions(Vaults vaults, Command command) {
    FolderCautions found = FolderCautions.of(vaults, folder(command.context()), storage);
    if (!command.common.quiet) {
      found.lines().forEach(command.context().terminal().err()::println);
    }
    return found;
  }

  String deviceName(Context context) {
    return device.filter(name -> !name.isBlank()).orElseGet(() -> hostName(context));
  }

  private static String hostName(Context context) {
    String named =
        context
            .environment()
            .getOrDefault("COMPUTERNAME", context.environment().getOrDefault("HOSTNAME", ""));
    if (!named.isBlank()) {
      return named;
    }
    try {
      // Linux tells it at once; asking the network may take seconds where there is none.
      Path kernel = Path.of("/proc/sys/kernel/hostname");
      if (Files.isReadable(kernel)) {
        return Files.readString(kernel).strip();
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "This computer";
    }
  }

  /// What the choice means, in a sentence.
  String keptUnlocked() {
    return switch (keepUnlocked) {
      case NO -> "Unlocking: each start asks for the passphrase";
      case FILE ->
          "Unlocking: this device's key lies in a file of the profile that only you may read; whoever can read it, or a copy of it, can read the vault";
      case KEYCHAIN -> "Unlocking: this device's key lies in the system's keychain";
    };
  }
}
