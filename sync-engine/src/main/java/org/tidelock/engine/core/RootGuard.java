package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;

/// Refuses to look at a folder that is not surely the synced one: a missing, emptied or exchanged folder must never look like a deletion.
final class RootGuard {
  private final Disk disk;
  private final PrivateFolder own;
  private final Base base;
  private final Path folder;
  private final String mark;

  RootGuard(Disk disk, PrivateFolder own, Base base, Path folder, VaultId vault) {
    this.disk = disk;
    this.own = own;
    this.base = base;
    this.folder = folder;
    this.mark = mark(vault);
  }

  /// What the marker of the folder says.
  static String mark(VaultId vault) {
    return "Tidelock keeps this folder in sync. Do not remove this file.\n" + vault + "\n";
  }

  /// Before every look at the folder.
  void check() throws TidelockException {
    checkMark();
    try {
      if (isEmptied())
        throw stop(
            "Everything in the folder is gone: " + folder + ".",
            "Restore the whole folder, or put the files back; or, if you meant to delete everything, put any one file there.");
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  /// Before anything is written to the folder: only looks.
  void checkMark() throws TidelockException {
    try {
      Optional<String> found = own.marker();
      if (found.isEmpty())
        throw stop(
            "The folder is not the one that was synced: its marker "
                + folder.resolve(PrivateFolder.NAME).resolve("root")
                + " is missing.",
            "Connect the right drive, or put the folder back.");
      if (!found.get().equals(mark))
        throw stop(
            "The folder belongs to another vault: " + folder + ".",
            "Choose another folder for this profile.");
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw missing(folder, e);
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  boolean isEmptied() throws IOException {
    return base.holdsSeveral()
        && disk.list(LocalPath.ROOT).stream().allMatch(l -> l.name().equals(PrivateFolder.NAME));
  }

  static TidelockException missing(Path folder, IOException cause) {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        "The folder cannot be found: " + folder + ".",
        "Nothing was deleted anywhere.",
        "Connect its drive, or put the folder back.",
        folder.toString(),
        cause);
  }

  private TidelockException stop(String happened, String todo) {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        happened,
        "Nothing was deleted anywhere.",
        todo,
        folder.toString(),
        null);
  }
}
