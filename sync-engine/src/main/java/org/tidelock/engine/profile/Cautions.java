package org.tidelock.engine.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tidelock.engine.Vaults.Caution;
import org.tidelock.engine.effects.Places.Drive;

/// What speaks against a folder, though it can be synced.
final class Cautions {
  private static final long VERY_MANY = 100_000;

  /// The names that other programs give their folders.
  private static final List<String> OTHERS =
      List.of(
          "onedrive",
          "dropbox",
          "icloud",
          "mobile documents",
          "com~apple~clouddocs",
          "google drive",
          "googledrive",
          "my drive",
          "nextcloud",
          "owncloud",
          "pcloud",
          "mega",
          "syncthing");

  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "webdav",
          "davfs",
          "fuse.davfs",
          "fuse.sshfs",
          "fuse.rclone",
          "9p");

  private static final Set<String> REMOVABLE = Set.of("vfat", "exfat", "msdos", "fat", "fat32");

  private Cautions() {}

  /// @param real absolute, with links followed
  static List<Caution> of(Path real, Drive drive, long items) {
    List<Caution> cautions = new ArrayList<>();
    String type = drive.type().toLowerCase(Locale.ROOT);
    if (isOthers(real)) cautions.add(Caution.OTHER_SYNC);
    if (NETWORK.contains(type)) cautions.add(Caution.NETWORK_DRIVE);
    if (REMOVABLE.contains(type)) cautions.add(Caution.REMOVABLE_DRIVE);
    if (items > VERY_MANY) cautions.add(Caution.VERY_MANY);
    if (drive.total() > 0 && drive.free() < drive.total() / 10) cautions.add(Caution.LITTLE_ROOM);
    return cautions;
  }

  private static boolean isOthers(Path folder) {
    for (Path name : folder) if (isOthers(name.toString().toLowerCase(Locale.ROOT))) return true;
    return false;
  }

  /// `OneDrive`, `OneDrive - Company`, `Dropbox (Personal)`.
  private static boolean isOthers(String name) {
    return OTHERS.stream().anyMatch(o -> name.equals(o) || name.startsWith(o + " "));
  }
}
