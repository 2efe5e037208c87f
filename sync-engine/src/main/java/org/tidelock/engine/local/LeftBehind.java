package org.tidelock.engine.local;

import java.io.IOException;
import java.util.List;
import org.tidelock.engine.local.Disk.Listed;

/// Folders in which nothing is that is synced, but something that rules leave out: other devices have no such folder (decision 0095). What systems strew into
/// folders by themselves does not count.
public final class LeftBehind {
  private final LeftOut rules;
  private final Listing disk;

  /// Of a folder; nothing if it cannot be listed.
  @FunctionalInterface
  interface Listing {
    List<Listed> list(LocalPath folder);
  }

  public LeftBehind(LeftOut rules, Disk disk) {
    this(rules, folder -> listed(disk, folder));
  }

  LeftBehind(LeftOut rules, Listing disk) {
    this.rules = rules;
    this.disk = disk;
  }

  private static List<Listed> listed(Disk disk, LocalPath folder) {
    try {
      return disk.list(folder);
    } catch (IOException e) {
      return List.of();
    }
  }

  /// Of one that is not left out itself. False if it is empty: that is synced.
  public boolean is(LocalPath folder) {
    return is(folder, disk.list(folder));
  }

  boolean is(LocalPath folder, List<Listed> listing) {
    boolean some = false;
    for (Listed listed : listing) {
      if (DiskWriter.isJunk(listed)) continue;
      LocalPath path = folder.child(listed.name());
      boolean isFolder = Kinds.isFolder(listed.fingerprint());
      if (!listed.readableName()) return false;
      if (!rules.test(path, isFolder) && !(isFolder && is(path))) return false;
      some = true;
    }
    return some;
  }
}
