package org.tidelock.engine.profile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.transfer.Troubles;

/// Refuses to look at a folder that is not surely the synced one: a missing, emptied or exchanged folder must never look like a deletion.
public final class RootGuard {
  /// A marker holds 4096 bytes.
  private static final int LONGEST_HOME = 1000;

  private final Disk disk;
  private final PrivateFolder own;
  private final Base base;
  private final LeftOut leftOut;
  private final Predicate<BaseRow> goes;
  private final Predicate<String> elsewhere;
  private final Path folder;
  private final VaultId vault;

  /// @param goes what is not chosen for this device, so that it is no mistake if it is gone
  /// @param elsewhere names at the top of what lies elsewhere: whether that is there says nothing of this folder
  public RootGuard(
      Disk disk,
      PrivateFolder own,
      Base base,
      LeftOut leftOut,
      Predicate<BaseRow> goes,
      Predicate<String> elsewhere,
      Path folder,
      VaultId vault) {
    this.disk = disk;
    this.own = own;
    this.base = base;
    this.leftOut = leftOut;
    this.goes = goes;
    this.elsewhere = elsewhere;
    this.folder = folder;
    this.vault = vault;
  }

  /// What the marker of the folder says: the vault, and the profile that syncs the folder (decision 0086).
  ///
  /// @param home absolute: whoever reads the marker may work elsewhere
  public static String mark(VaultId vault, Path home) {
    String profile = home.toString();
    return profile.length() > LONGEST_HOME ? mark(vault) : mark(vault) + profile + "\n";
  }

  static String mark(VaultId vault) {
    return "Tidelock keeps this folder in sync. Do not remove this file.\n" + vault + "\n";
  }

  /// The profile that a marker names; those of earlier versions name none.
  static Optional<String> home(String marker) {
    return marker.lines().skip(2).findFirst();
  }

  /// Before every look at the folder.
  public void check() throws TidelockException {
    checkMark();
    try {
      if (isEmptied()) throw stop(Happened.FOLDER_EMPTIED.of(folder), Todo.PUT_FILES_BACK.of());
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  /// Before anything is written to the folder: only looks.
  public void checkMark() throws TidelockException {
    try {
      Optional<String> found = own.marker();
      if (found.isEmpty())
        throw stop(
            Happened.MARKER_GONE.of(folder.resolve(PrivateFolder.NAME).resolve("root")),
            Todo.USE_AGAIN_OR_CONNECT.of());
      if (!found.get().startsWith(mark(vault)))
        throw stop(Happened.FOLDER_OF_OTHER_VAULT.of(folder), Todo.OTHER_FOLDER_FOR_PROFILE.of());
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw missing(folder, e);
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  /// There, but without its marker: somebody deleted `.tidelock`, or it is another folder (decision 0090).
  public boolean isUnmarked() throws TidelockException {
    try {
      return own.marker().isEmpty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw missing(folder, e);
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  /// Marks the folder once more, as a person says that it is the one.
  ///
  /// @param home as for [#mark(VaultId, Path)]
  public void markAgain(Path home) throws TidelockException {
    try {
      own.mark(mark(vault, home));
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  /// Whether nothing is there that is synced or would be, though the base holds several things (decision 0097).
  public boolean isEmptied() throws IOException {
    return new Emptied(disk, base, leftOut, goes).is(Nodes.ROOT, LocalPath.ROOT, elsewhere);
  }

  public static TidelockException missing(Path folder, IOException cause) {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        Happened.FOLDER_GONE.of(folder),
        Safe.NOTHING_DELETED.of(),
        Todo.CONNECT_DRIVE.of(),
        folder.toString(),
        cause);
  }

  private TidelockException stop(Said happened, Said todo) {
    return new TidelockException(
        ErrorCode.NEEDS_YOU, happened, Safe.NOTHING_DELETED.of(), todo, folder.toString(), null);
  }
}
