package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.FolderFacts;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.local.Scanner;

/// Checks of a folder that is to be synced, before anything is done to it.
final class Folders {
  private Folders() {}

  /// The folder and the places of the vault must not lie in each other: what syncs itself never comes to rest.
  static void requireApart(Path folder, Path storage, Path home) throws TidelockException {
    Path f = real(folder);
    Path s = real(storage);
    if (f.startsWith(s) || s.startsWith(f))
      throw refused(
          "The folder and the storage lie in each other: " + folder + " and " + storage + ".",
          "Choose a storage outside of the folder.");
    Path h = real(home);
    if (h.startsWith(f))
      throw refused(
          "The profile of this device lies in the folder: " + home + ".",
          "Choose another folder, or another profile with --home.");
    if (f.startsWith(h))
      throw refused("The folder lies in the profile of this device.", "Choose another folder.");
  }

  /// Nothing readable may come to lie in a storage.
  static void requireOutside(Path place, Path storage) throws TidelockException {
    if (real(place).startsWith(real(storage)))
      throw refused(
          "The place lies in the storage of the vault: " + place + ".",
          "Choose a folder outside of " + storage + ".");
  }

  private static TidelockException refused(String happened, String todo) {
    return new TidelockException(ErrorCode.USAGE, happened, "Nothing was changed.", todo);
  }

  /// As real as it exists: links on the way are followed, what is not there yet is taken by name.
  static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path p = absolute; p != null; p = p.getParent()) {
      try {
        return p.toRealPath().resolve(p.relativize(absolute)).normalize();
      } catch (IOException e) {
        continue; // not there: its parent may be
      }
    }
    return absolute;
  }

  static void make(Path folder) throws TidelockException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.LOCAL,
          "The folder cannot be made: " + folder + ".",
          "Nothing was changed.",
          "Choose another one, or check the permissions of the place.",
          folder.toString(),
          e);
    }
  }

  /// What a folder holds now.
  static FolderFacts facts(Path folder) throws TidelockException {
    if (!Files.exists(folder)) return new FolderFacts(false, 0, 0, 0, 0);
    if (!Files.isDirectory(folder))
      throw new TidelockException(
          ErrorCode.LOCAL,
          folder + " is not a folder.",
          "Nothing was changed.",
          "Choose a folder.",
          folder.toString(),
          null);
    try {
      RealDisk disk = RealDisk.open(folder);
      IgnoreRules rules = IgnoreRules.of(List.of());
      Base none = new NoBase();
      Scan scan =
          new Scanner(
                  disk,
                  none,
                  rules,
                  new LocalNames(disk.facts(), none, rules, _ -> Optional.empty()))
              .scan();
      long folders = scan.differences().size() - scan.files();
      return new FolderFacts(
          true, scan.files(), Math.max(0, folders), scan.bytes(), scan.unsyncable().size());
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }
}
