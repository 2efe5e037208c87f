package org.tidelock.engine.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.Caution;
import org.tidelock.engine.Vaults.FolderFacts;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.MissedFiles;
import org.tidelock.engine.local.NoBase;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.local.Scanner;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.transfer.Troubles;

/// Checks of a folder that is to be synced, before anything is done to it.
public record Folders(Places places) {

  /// The folder and the places of the vault must not lie in each other: what syncs itself never comes to rest.
  ///
  /// @param storage the folder that it is, if it is one
  public void requireApart(Path folder, Optional<Path> storage, Path home)
      throws TidelockException {
    Path f = places.real(folder);
    if (storage.isPresent()) requireApart(folder, storage.get());
    Path h = places.real(home);
    if (h.startsWith(f))
      throw refused(Happened.PROFILE_IN_FOLDER.of(home), Todo.OTHER_FOLDER_OR_PROFILE.of());
    if (f.startsWith(h)) throw refused(Happened.FOLDER_IN_PROFILE.of(), Todo.OTHER_FOLDER.of());
  }

  private void requireApart(Path folder, Path storage) throws TidelockException {
    Path f = places.real(folder);
    Path s = places.real(storage);
    if (f.startsWith(s) || s.startsWith(f))
      throw refused(
          Happened.FOLDER_AND_STORAGE_IN_EACH_OTHER.of(folder, storage), Todo.STORAGE_OUTSIDE.of());
  }

  /// Neither the system's folders nor a whole home: programs keep there what belongs to one computer.
  public void requireOrdinary(Path folder) throws TidelockException {
    Path real = places.real(folder);
    if (real.equals(places.real(places.userHome())))
      throw refused(Happened.WHOLE_HOME.of(folder), Todo.FOLDER_IN_HOME.of());
    if (SystemFolders.has(real))
      throw refused(Happened.SYSTEM_FOLDER.of(folder), Todo.OTHER_FOLDER.of());
  }

  /// Nothing readable may come to lie in a storage.
  public void requireOutside(Path place, Optional<Path> storage) throws TidelockException {
    if (storage.isPresent() && places.real(place).startsWith(places.real(storage.get())))
      throw refused(Happened.PLACE_IN_STORAGE.of(place), Todo.FOLDER_OUTSIDE.of(storage.get()));
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }

  public void make(Path folder) throws TidelockException {
    try {
      places.makeFolders(folder);
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.LOCAL,
          Happened.FOLDER_NOT_MADE.of(folder),
          Safe.NOTHING_CHANGED.of(),
          Todo.OTHER_PLACE_OR_PERMISSIONS.of(),
          folder.toString(),
          e);
    }
  }

  /// What a folder holds now.
  public FolderFacts facts(Path folder) throws TidelockException {
    if (!places.exists(folder)) return new FolderFacts(false, 0, 0, 0, 0, cautions(folder, 0));
    if (!places.isFolder(folder))
      throw new TidelockException(
          ErrorCode.LOCAL,
          Happened.NOT_A_FOLDER.of(folder),
          Safe.NOTHING_CHANGED.of(),
          Todo.CHOOSE_FOLDER.of(),
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
                  new LocalNames(disk.facts(), none, rules, _ -> Optional.empty()),
                  MissedFiles.inMemory())
              .scan();
      long folders = scan.differences().size() - scan.files();
      return new FolderFacts(
          true,
          scan.files(),
          Math.max(0, folders),
          scan.bytes(),
          scan.unsyncable().size(),
          cautions(folder, scan.differences().size()));
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  private List<Caution> cautions(Path folder, long items) throws TidelockException {
    try {
      return Cautions.of(places.real(folder), places.drive(folder), items);
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }
}
