package org.tidelock.engine.sim;

import java.io.IOException;
import java.time.Instant;

/// What a person and her programs do in a folder, behind the engine's back. Paths have `/` between names.
public interface FolderUser {
  /// In place, or a new file; makes the folders above.
  void write(String path, String text) throws IOException;

  void append(String path, String text) throws IOException;

  /// As editors save: a new file takes the name of the old one in one step.
  void save(String path, String text) throws IOException;

  /// And those above.
  void makeFolder(String path) throws IOException;

  void link(String path, String target) throws IOException;

  /// A pipe, a socket or something of that kind.
  void special(String path) throws IOException;

  /// As `mv`: a file that has the name is replaced. Makes no folders.
  void rename(String from, String to) throws IOException;

  /// With all that is in it.
  void delete(String path) throws IOException;

  void setExecutable(String path, boolean executable) throws IOException;

  /// Sets the time of modification.
  void touch(String path, Instant modified) throws IOException;

  String read(String path) throws IOException;

  Instant modified(String path) throws IOException;

  /// As `ls` writes them: `rw-r--r--`.
  String permissions(String path) throws IOException;

  void setPermissions(String path, String permissions) throws IOException;

  /// The folder itself goes away, as a drive does that is pulled out.
  void takeAwayTheRoot() throws IOException;
}
