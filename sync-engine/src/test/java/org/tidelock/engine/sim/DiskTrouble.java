package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.local.LocalPath;

/// What a test puts in the engine's way on one disk. A full disk is [SimVolume#setCapacity].
public final class DiskTrouble {
  private final Set<String> denied = new TreeSet<>();
  private final Set<String> inUse = new TreeSet<>();
  private Meddler meddler = (call, paths) -> {};

  /// Does something right before a call of the engine: edits through a [SimUser], or lets it fail.
  public interface Meddler {
    /// @param call the name of the method, with `channel.` before it for those of an open file
    void before(String call, List<LocalPath> paths) throws IOException;
  }

  /// From now on, instead of an earlier one. What it does itself is not meddled with.
  public void meddle(Meddler with) {
    meddler = with;
  }

  /// May not be read, nor listed; nothing in it can be reached.
  public void deny(String path) {
    denied.add(path);
  }

  public void allow(String path) {
    denied.remove(path);
  }

  /// Another program has it open and shares it with nobody, as programs on Windows do: it can be looked at, and its folder cannot be renamed.
  public void use(String path) {
    inUse.add(path);
  }

  public void release(String path) {
    inUse.remove(path);
  }

  /// Nothing is denied or in use any more.
  public void clear() {
    denied.clear();
    inUse.clear();
  }

  void before(String call, List<LocalPath> paths) throws IOException {
    meddler.before(call, paths);
  }

  void reach(LocalPath path) throws IOException {
    if (denied.isEmpty()) return;
    for (LocalPath at = path; !at.isRoot(); at = at.parent()) {
      if (denied.contains(at.parent().toString())) throw new AccessDeniedException(path.toString());
    }
  }

  void read(LocalPath path) throws IOException {
    if (denied.contains(path.toString())) throw new AccessDeniedException(path.toString());
    touch(path);
  }

  void touch(LocalPath path) throws IOException {
    if (inUse.contains(path.toString())) throw isInUse(path);
  }

  /// As [#touch], and nothing in it is in use.
  void move(LocalPath path) throws IOException {
    touch(path);
    for (String used : inUse) if (used.startsWith(path + "/")) throw isInUse(path);
  }

  private static FileSystemException isInUse(LocalPath path) {
    return new FileSystemException(
        path.toString(),
        null,
        "The process cannot access the file because it is being used by another process");
  }
}
