package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people and programs have attached to a file beside its content: extended attributes under Linux (`user.` ones) and macOS, named streams under
/// Windows. They are never synced.
final class ExtendedAttributes {
  private static final Logger log = LoggerFactory.getLogger(ExtendedAttributes.class);

  /// Windows has streams as large as files; such a one is no note on a file.
  private static final int LARGEST = 1 << 20;

  private ExtendedAttributes() {}

  /// As far as both systems have them. What cannot be copied is left: no file fails for it.
  static void copy(Path like, Path file) {
    UserDefinedFileAttributeView from = view(like);
    UserDefinedFileAttributeView to = view(file);
    if (from == null || to == null) return;
    try {
      if (!from.list().isEmpty()) copy(from, to, file);
    } catch (IOException e) {
      log.debug("extended attributes are not kept", e);
    }
  }

  /// Under Windows writing a stream is a modification.
  private static void copy(
      UserDefinedFileAttributeView from, UserDefinedFileAttributeView to, Path file)
      throws IOException {
    BasicFileAttributeView times =
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    FileTime modified = times.readAttributes().lastModifiedTime();
    try {
      for (String name : from.list()) copy(from, to, name);
    } finally {
      if (!times.readAttributes().lastModifiedTime().equals(modified))
        times.setTimes(modified, null, null);
    }
  }

  private static void copy(
      UserDefinedFileAttributeView from, UserDefinedFileAttributeView to, String name) {
    try {
      int size = from.size(name);
      if (size > LARGEST) return;
      ByteBuffer value = ByteBuffer.allocate(size);
      from.read(name, value);
      to.write(name, value.flip());
    } catch (IOException e) {
      log.debug("one extended attribute is not kept", e);
    }
  }

  /// @return null if the file system has none
  private static @Nullable UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
