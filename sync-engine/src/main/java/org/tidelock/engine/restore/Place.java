package org.tidelock.engine.restore;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.tidelock.engine.apply.FileAssembly;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;

/// A disk with what it takes to write to it.
public record Place(Disk disk, PrivateFolder own, DiskWriter writer, FileAssembly assembly) {
  private static final int MOST_NAMES = 1_000;

  /// Where a folder goes, which need not be there yet: to its place, or beside something else that is there.
  ///
  /// @param fresh a folder that is there already will not do
  LocalPath folder(LocalPath at, boolean fresh) throws IOException {
    for (int n = 0; n <= MOST_NAMES; n++) {
      LocalPath folder = n == 0 ? at : RestoredNames.beside(at, n);
      Optional<Fingerprint> there = disk.look(folder);
      if (there.isEmpty()) return folder;
      if (!fresh && there.get().kind() == Fingerprint.Kind.FOLDER) return folder;
    }
    throw new FileAlreadyExistsException(at.toString());
  }
}
