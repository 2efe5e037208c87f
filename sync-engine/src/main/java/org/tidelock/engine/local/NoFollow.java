package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Turns places into paths of the system, and refuses those that lead out of the root: by a link, by `..`, or by a name that is no single name
/// here.
///
/// @param mounts what lies elsewhere, each at one place of the root
record NoFollow(Path root, Mounts mounts) {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  /// The path of `place`, after a look at every folder between the root and it. Inside the private folder, of that only: it is never
  /// synced, so nobody far away can make a link there, and nobody else here may write to it.
  ///
  /// RACE: a folder could become a link between this look and what the caller does then. Worst outcome: one call reads or writes behind that link;
  /// reading calls look again afterwards, so what they return did not come from there unless the link was gone again by then.
  Path path(LocalPath place) throws IOException {
    return path(place, true);
  }

  /// The path alone: whoever reads what is there has to come by again ([#path]) before believing it.
  Path unchecked(LocalPath place) throws IOException {
    return path(place, false);
  }

  private Path path(LocalPath place, boolean check) throws IOException {
    Path path = root;
    int names = place.names().size();
    int looked = !check ? 0 : isPrivate(place) ? 1 : names - 1;
    for (int i = 0; i < names; i++) {
      String name = place.names().get(i);
      path = i == 0 ? top(name) : child(path, name);
      if (i < looked && i < names - 1) requireFolder(path);
    }
    return path;
  }

  private Path top(String name) throws IOException {
    Path inRoot = child(root, name);
    Mounts.Mount mount = mounts.at(name).orElse(null);
    if (mount == null) return inRoot;
    if (mount.away()) throw new FolderAwayException(mount.place().toString());
    return mount.place();
  }

  private static boolean isPrivate(LocalPath place) {
    return !place.isRoot() && place.names().getFirst().equals(PrivateFolder.NAME);
  }

  /// The path of a folder that is one, and no link.
  Path folder(LocalPath place) throws IOException {
    Path path = path(place);
    requireFolder(path);
    return path;
  }

  private static Path child(Path folder, String name) throws IOException {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0
        || (WINDOWS && (name.indexOf('\\') >= 0 || name.indexOf(':') >= 0)))
      throw new FileSystemException(folder + "/" + name, null, "not the name of one thing here");
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      FileSystemException refused =
          new FileSystemException(folder + "/" + name, null, "this system cannot have such a name");
      refused.initCause(e);
      throw refused;
    }
  }

  private static void requireFolder(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink() || attributes.isOther())
      throw new LinkRefusedException(path.toString());
    if (!attributes.isDirectory()) throw new NotDirectoryException(path.toString());
  }
}
