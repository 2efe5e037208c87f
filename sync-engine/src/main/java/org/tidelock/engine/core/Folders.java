package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.FolderFacts;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.local.Scanner;

/// Checks of a folder that is to be synced, before anything is done to it.
record Folders(Places places) {

  /// The folder and the places of the vault must not lie in each other: what syncs itself never comes to rest.
  void requireApart(Path folder, Path storage, Path home) throws TidelockException {
    Path f = places.real(folder);
    Path s = places.real(storage);
    if (f.startsWith(s) || s.startsWith(f))
      throw refused(
          "The folder and the storage lie in each other: " + folder + " and " + storage + ".",
          "Choose a storage outside of the folder.");
    Path h = places.real(home);
    if (h.startsWith(f))
      throw refused(
          "The profile of this device lies in the folder: " + home + ".",
          "Choose another folder, or another profile with --home.");
    if (f.startsWith(h))
      throw refused("The folder lies in the profile of this device.", "Choose another folder.");
  }

  /// Nothing readable may come to lie in a storage.
  void requireOutside(Path place, Path storage) throws TidelockException {
    if (places.real(place).startsWith(places.real(storage)))
      throw refused(
          "The place lies in the storage of the vault: " + place + ".",
          "Choose a folder outside of " + storage + ".");
  }

  private static TidelockException refused(String happened, String todo) {
    return new TidelockException(ErrorCode.USAGE, happened, "Nothing was changed.", todo);
  }

  void make(Path folder) throws TidelockException {
    try {
      places.makeFolders(folder);
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
  FolderFacts facts(Path folder) throws TidelockException {
    if (!places.exists(folder)) return new FolderFacts(false, 0, 0, 0, 0);
    if (!places.isFolder(folder))
      throw new TidelockException(
          ErrorCode.LOCAL,
          folder + " is not a folder.",
          "Nothing was changed.",
          "Choose a folder.",
          folder.toString(),
          null);
    try {
      Disk disk = places.disk(folder);
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
