package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.folder.FolderStore;

/// Opens what the ring works on: the disk below a synced folder, and the storage.
interface Places {
  Disk disk(Path folder) throws IOException;

  /// @param owner a word by which the storage knows again what this profile has left unfinished, or empty
  ObjectStore store(Path folder, String owner, SecureRandom random) throws StorageException;

  /// Those of this computer.
  Places REAL =
      new Places() {
        @Override
        public Disk disk(Path folder) throws IOException {
          return RealDisk.open(folder);
        }

        @Override
        public ObjectStore store(Path folder, String owner, SecureRandom random)
            throws StorageException {
          return FolderStore.open(folder, owner, random);
        }
      };
}
