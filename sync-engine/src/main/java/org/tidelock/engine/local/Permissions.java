package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Who may read, write and execute a file. Where the system has no such bits, nothing is done.
final class Permissions {
  private static final Map<PosixFilePermission, PosixFilePermission> EXECUTE_WHERE_READ =
      Map.of(
          PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
  private static final Set<PosixFilePermission> GROUP =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  private Permissions() {}

  static void makePrivateFolder(Path folder) throws IOException {
    if (FileLook.UNIX)
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    else Files.createDirectory(folder);
  }

  /// Executable by everybody who may read it, or by nobody.
  static void setExecutable(Path file, boolean executable) throws IOException {
    if (!FileLook.UNIX) return;
    PosixFileAttributeView view = view(file);
    PosixFileAttributes now = view.readAttributes();
    if (now.isSymbolicLink()) throw new LinkRefusedException(file.toString());
    change(view, now.permissions(), withExecutable(now.permissions(), executable));
  }

  /// These, but executable as it is now.
  static void set(Path file, Set<PosixFilePermission> permissions) throws IOException {
    if (!FileLook.UNIX) return;
    PosixFileAttributeView view = view(file);
    PosixFileAttributes now = view.readAttributes();
    if (now.isSymbolicLink()) return;
    change(view, now.permissions(), withExecutable(permissions, isExecutable(now.permissions())));
  }

  /// Those of `like`, and its group, but executable as it is now.
  ///
  /// @return whether both are files
  static boolean copy(Path like, Path file) throws IOException {
    if (!FileLook.UNIX) return isFile(like) && isFile(file);
    PosixFileAttributes wanted = view(like).readAttributes();
    PosixFileAttributeView view = view(file);
    PosixFileAttributes now = view.readAttributes();
    if (!wanted.isRegularFile() || !now.isRegularFile()) return false;
    Set<PosixFilePermission> permissions =
        withExecutable(wanted.permissions(), isExecutable(now.permissions()));
    // What one group was allowed is not for another one.
    if (!now.group().equals(wanted.group()) && !setGroup(view, wanted.group()))
      permissions.removeAll(GROUP);
    change(view, now.permissions(), permissions);
    return true;
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /// Only if there is something to change: FAT has one mode for all files and refuses any other.
  ///
  /// RACE: JDK 25 sets permissions through a link, `NOFOLLOW_LINKS` or not (seen; reading them is right). So callers have looked, but a link could be
  /// there since. Worst outcome: its target, a file of this user, gets these permissions.
  private static void change(
      PosixFileAttributeView view, Set<PosixFilePermission> now, Set<PosixFilePermission> wanted)
      throws IOException {
    if (!now.equals(wanted)) view.setPermissions(wanted);
  }

  private static boolean setGroup(PosixFileAttributeView view, GroupPrincipal group) {
    try {
      view.setGroup(group);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isExecutable(Set<PosixFilePermission> permissions) {
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
  }

  private static Set<PosixFilePermission> withExecutable(
      Set<PosixFilePermission> permissions, boolean executable) {
    Set<PosixFilePermission> changed = EnumSet.noneOf(PosixFilePermission.class);
    changed.addAll(permissions);
    if (isExecutable(permissions) == executable) return changed;
    EXECUTE_WHERE_READ.forEach(
        (read, execute) -> {
          changed.remove(execute);
          if (executable && permissions.contains(read)) changed.add(execute);
        });
    if (executable) changed.add(PosixFilePermission.OWNER_EXECUTE);
    return changed;
  }

  private static PosixFileAttributeView view(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) throw new FileSystemException(path.toString(), null, "no permissions here");
    return view;
  }
}
