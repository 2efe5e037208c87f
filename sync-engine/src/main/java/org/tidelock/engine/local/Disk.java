package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The file system below one synced folder. No call follows a symbolic link, neither the last name nor any before it: a path that leads through a
/// link is refused with an [IOException]. Errors are those of `java.nio.file` (`NoSuchFileException`, `FileAlreadyExistsException`,
/// `AccessDeniedException`, `DirectoryNotEmptyException`, ...). Thread-safe.
public interface Disk {
  /// What is directly in a folder, in the order of the names. What vanishes meanwhile is left out.
  List<Listed> list(LocalPath folder) throws IOException;

  /// @param name as the disk has it; if its bytes are not valid UTF-8, with replacement characters
  /// @param readableName false if `name` does not lead back to the entry, so that nothing can be done with it
  record Listed(String name, Fingerprint fingerprint, boolean readableName) {}

  /// Empty if nothing is there.
  Optional<Fingerprint> look(LocalPath path) throws IOException;

  /// For reading from the start.
  SeekableByteChannel read(LocalPath file) throws IOException;

  /// As [#read], with the look that was taken just before. What was read is only good if a [#look] afterwards equals that one: a link in the path shows
  /// no earlier.
  ///
  /// @return empty if what is there is no file
  Optional<Opened> open(LocalPath file) throws IOException;

  record Opened(Fingerprint found, SeekableByteChannel bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /// @throws java.nio.charset.CharacterCodingException if the target is no text
  String readLink(LocalPath link) throws IOException;

  /// A new empty file, for reading and writing, that only this user can read.
  SeekableByteChannel create(LocalPath file) throws IOException;

  void makeFolder(LocalPath folder) throws IOException;

  /// A new folder that only this user can look into.
  default void makePrivateFolder(LocalPath folder) throws IOException {
    makeFolder(folder);
  }

  void makeLink(LocalPath link, String target) throws IOException;

  /// Renames; never onto something that exists (except another spelling of itself).
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if something is at `to`
  void move(LocalPath from, LocalPath to) throws IOException;

  /// Swaps two existing things in one step; false if this disk cannot do that, and nothing was done.
  boolean exchange(LocalPath a, LocalPath b) throws IOException;

  void setModified(LocalPath path, Instant modified) throws IOException;

  void setExecutable(LocalPath file, boolean executable) throws IOException;

  /// Gives a file made by [#create] the permissions of any new file here (umask), executable as it is now. Links have none, and stay.
  default void sharePermissions(LocalPath file) throws IOException {}

  /// Gives a file what `like` has and is not synced: its permissions, but executable as it is now, and its extended attributes as far as that is possible.
  /// Nothing is done if either is no file.
  default void inherit(LocalPath like, LocalPath file) throws IOException {}

  /// A file, a link or an empty folder.
  void delete(LocalPath path) throws IOException;

  /// Makes everything written and renamed so far through this disk survive a power cut, as far as the system can promise that.
  void flush() throws IOException;

  /// The same for what lies at these places and the names beside them, whoever wrote them. Nothing needs to be there. Trouble with one of them is told when
  /// all others are safe.
  void secure(Collection<LocalPath> places) throws IOException;

  long freeBytes() throws IOException;

  Facts facts();

  /// How this disk behaves.
  ///
  /// @param grainNanos the step of modification times
  /// @param keepsExecutable whether the executable flag can be stored
  record Facts(boolean caseSensitive, boolean keepsExecutable, long grainNanos, NameRules names) {}

  /// Which names the system behind the disk accepts.
  enum NameRules {
    POSIX,
    WINDOWS
  }
}
