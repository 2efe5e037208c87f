package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tidelock.engine.Shell;

/// Another file system, mounted for one test. Mounting needs root: see [Shell#require] for what happens without.
record Volume(Path root, String unmount) implements AutoCloseable {
  static Volume tmpfs(Path temp, String options) throws Exception {
    Path root = Files.createDirectories(temp.resolve("tmpfs"));
    Shell.require(temp, "mount -t tmpfs -o " + options + " none tmpfs", "mounting needs root");
    return new Volume(root, "umount tmpfs");
  }

  /// Knows no case, no executable flag, no links, no swap, no rename that refuses to replace, no colon in names.
  static Volume exfat(Path temp) throws Exception {
    Path root = Files.createDirectories(temp.resolve("exfat"));
    Shell.require(
        temp,
        "truncate -s 16M image && mkfs.exfat image && loop=$(losetup -f --show image) && echo $loop > loop"
            + " && { mount.exfat-fuse $loop exfat || { losetup -d $loop; false; }; }",
        "exFAT needs root, a loop device, exfatprogs and exfat-fuse");
    return new Volume(root, "umount exfat; losetup -d $(cat loop)");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Shell.run(root.resolveSibling(""), unmount);
  }
}
