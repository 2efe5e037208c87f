package org.tidelock.engine.effects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.index.Database;

/// The directory of one profile: a few small files and the index, readable by their owner only. Names are those of files directly in it.
public interface Home {
  /// For people.
  Path path();

  /// Makes the directory if it is not there, and holds it for one process until the handle is closed; also if that dies.
  ///
  /// @return empty if another one holds it
  Optional<Lock> lock() throws IOException;

  /// Held until it is closed.
  interface Lock extends Handle {
    /// Closes it, and takes back what was made to have it: nothing was written there since.
    void undo();
  }

  boolean has(String name);

  byte[] read(String name) throws IOException;

  /// Instead of what had the name: a crash or a power cut leaves the old or the new one, and after the return it is the new one (I6).
  void write(String name, byte[] bytes) throws IOException;

  /// If it is there.
  void delete(String name) throws IOException;

  /// Renames it to `NAME.damaged`, if it is there, instead of what had that name.
  void putAside(String name) throws IOException;

  /// Opens the file `index.db` (and for a writer makes it); files of the same name with `-wal` and `-shm` belong to it.
  ///
  /// @throws org.tidelock.engine.index.IndexException of a kind that says whether it has to be rebuilt
  Database index(Database.Access access);
}
