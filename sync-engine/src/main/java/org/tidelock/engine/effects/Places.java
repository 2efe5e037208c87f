package org.tidelock.engine.effects;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.StorageException;

/// Opens what the engine works on, and tells what is at a path before it is used. Links are followed. Thread-safe.
public interface Places {
  /// The disk below a folder that is there.
  default Disk disk(Path folder) throws IOException {
    return disk(folder, new Mounts());
  }

  /// The same, with folders at its top that lie elsewhere.
  Disk disk(Path folder, Mounts mounts) throws IOException;

  /// The storage that a folder is.
  ///
  /// @param owner a word by which the storage knows again what this profile has left unfinished, or empty
  ObjectStore store(Path folder, String owner, SecureRandom random) throws StorageException;

  /// The kinds of storages on servers that there are.
  default List<Provider> providers() {
    return List.of();
  }

  /// Tells of changes below a folder until closed, as well as the system does.
  ///
  /// @throws IOException if the folder is not there
  Handle watch(Path folder, FolderListener listener) throws IOException;

  /// A profile's own directory, there or not.
  Home home(Path folder);

  /// An empty index that is gone when it is closed.
  Database passingIndex();

  boolean exists(Path path);

  boolean isFolder(Path path);

  boolean isWritable(Path path);

  /// What lies directly in a folder.
  List<String> names(Path folder) throws IOException;

  /// Makes a folder and those above it, as far as they are not there.
  void makeFolders(Path folder) throws IOException;

  /// The drive that a folder lies on, or will; the folder need not be there.
  Drive drive(Path folder) throws IOException;

  /// The folder in which this computer's user has everything of hers.
  Path userHome();

  /// @param type what the system calls its file system, such as `ext4` or `nfs`
  /// @param free bytes that this user may still use
  /// @param total bytes; 0 if the system does not say
  record Drive(String type, long free, long total) {}

  /// As real as it exists: links on the way are followed, what is not there yet is taken by name.
  Path real(Path path);
}
