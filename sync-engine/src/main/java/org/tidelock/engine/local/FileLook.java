package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.tidelock.engine.local.Fingerprint.Kind;

/// One look at a path, by as few system calls as the JDK allows; a link is looked at itself.
final class FileLook {
  static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private static final String ATTRIBUTES =
      "unix:ino,dev,ctime,mode,size,lastModifiedTime,creationTime";
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int OWNER_MAY_EXECUTE = 0100;

  /// Where a file system has no creation times, the JDK says the modification time instead. A file as yet unchanged has one time in either case, so
  /// this is learned from the first thing that has two. Before that, births are unknown, and a look from then equals no later one: the file is then
  /// read once more, nothing worse.
  private volatile boolean hasBirths;

  /// @param root of the volume that is looked at
  FileLook(Path root) throws IOException {
    Fingerprint inside = at(root);
    // A new root has not changed yet, but the folder it was made in has.
    if (!hasBirths
        && root.getParent() instanceof Path parent
        && at(parent).device() != inside.device()) hasBirths = false;
  }

  Fingerprint at(Path path) throws IOException {
    return UNIX ? unix(path) : basic(path);
  }

  private Fingerprint unix(Path path) throws IOException {
    Map<String, Object> a = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int mode = (int) of(a, "mode");
    Kind kind = kind(mode & TYPE);
    FileTime modified = (FileTime) of(a, "lastModifiedTime");
    return new Fingerprint(
        kind,
        kind == Kind.FILE ? (long) of(a, "size") : 0,
        nanos(modified),
        nanos((FileTime) of(a, "ctime")),
        born((FileTime) of(a, "creationTime"), modified),
        (long) of(a, "dev"),
        (long) of(a, "ino"),
        kind == Kind.FILE && (mode & OWNER_MAY_EXECUTE) != 0);
  }

  private static Object of(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name));
  }

  private static Kind kind(int type) {
    return switch (type) {
      case FOLDER -> Kind.FOLDER;
      case FILE -> Kind.FILE;
      case LINK -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  /// Windows: the JDK tells neither the file's number nor the change of its metadata.
  private Fingerprint basic(Path path) throws IOException {
    BasicFileAttributes a =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Kind kind = kind(a);
    return new Fingerprint(
        kind,
        kind == Kind.FILE ? a.size() : 0,
        nanos(a.lastModifiedTime()),
        0,
        born(a.creationTime(), a.lastModifiedTime()),
        0,
        0,
        false);
  }

  private static Kind kind(BasicFileAttributes a) {
    if (a.isSymbolicLink()) return Kind.LINK;
    if (a.isOther()) return Kind.OTHER; // before the rest: a Windows junction is a folder as well
    return a.isDirectory() ? Kind.FOLDER : Kind.FILE;
  }

  private long born(FileTime created, FileTime modified) {
    if (!hasBirths && !created.equals(modified)) hasBirths = true;
    return hasBirths ? nanos(created) : 0;
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }
}
