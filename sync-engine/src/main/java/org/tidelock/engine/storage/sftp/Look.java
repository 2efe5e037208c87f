package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.Transient;

/// What is at a name, and on the way to it: asked in one go, so that it takes one round trip.
///
/// @param missing folders on the way that are not there, from the top down
/// @param blocked something on the way is there and is no folder
/// @param object what has the name; empty too if there is no way to it
record Look(List<String> missing, boolean blocked, Optional<FileAttributes> object) {
  /// @throws Transient if the storage's own folder is not there: an unmounted drive must not look like an empty storage
  /// @throws Forbidden if a link is on the way: it could lead anywhere
  static Look at(SftpChannel channel, Paths paths, ObjectName name)
      throws IOException, StorageException, InterruptedException {
    Pending root = channel.ask(Request.follow(paths.folder()));
    List<String> folders = paths.above(name);
    List<Pending> way = new ArrayList<>();
    for (String folder : folders) way.add(channel.ask(Request.look(folder)));
    Pending object = channel.ask(Request.look(paths.of(name)));

    requireFolder(root, paths);
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < way.size(); i++) {
      Optional<FileAttributes> a =
          missing.isEmpty() ? attributes(way.get(i)) : Optional.<FileAttributes>empty();
      if (a.isEmpty()) missing.add(folders.get(i));
      else if (a.get().type() == FileAttributes.Type.OTHER) throw isLink(folders.get(i));
      else if (!a.get().isFolder()) return new Look(List.of(), true, Optional.empty());
    }
    if (!missing.isEmpty()) return new Look(missing, false, Optional.empty());
    return new Look(List.of(), false, attributes(object));
  }

  /// What is at a path below the root, if anything is.
  static Optional<FileAttributes> at(SftpChannel channel, String path)
      throws IOException, InterruptedException {
    return attributes(channel.ask(Request.look(path)));
  }

  static void requireRoot(SftpChannel channel, Paths paths)
      throws IOException, Transient, InterruptedException {
    requireFolder(channel.ask(Request.follow(paths.folder())), paths);
  }

  private static void requireFolder(Pending root, Paths paths)
      throws IOException, Transient, InterruptedException {
    Optional<FileAttributes> a = attributes(root);
    if (a.isEmpty() || !a.get().isFolder())
      throw new Transient(
          "The folder " + paths.folder() + " is not on the server. Is its drive connected there?",
          null);
  }

  static Optional<FileAttributes> attributes(Pending pending)
      throws IOException, InterruptedException {
    try {
      return Optional.of(pending.await().attributes());
    } catch (Refusal e) {
      if (e.isAbsence()) return Optional.empty();
      throw e;
    }
  }

  private static Forbidden isLink(String path) {
    return new Forbidden("In the storage, " + path + " is a link; links are not followed.", null);
  }
}
