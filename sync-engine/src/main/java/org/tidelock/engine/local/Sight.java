package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Scan.Reason;
import org.tidelock.engine.local.Scan.Unsyncable;

/// What one scan sees of the disk, and what it has to leave where it is.
final class Sight {
  private final Disk disk;
  private final LeftOut leftOut;
  private final LocalNames names;
  private final Whereabouts rows;
  private final LeftBehind leftBehind;
  private final long volume;
  private final List<Unsyncable> unsyncable = new ArrayList<>();
  private long files;
  private long bytes;
  private boolean complete = true;

  /// @throws IOException if the root is not there
  Sight(Disk disk, LeftOut leftOut, LocalNames names, Whereabouts rows) throws IOException {
    this.disk = disk;
    this.leftOut = leftOut;
    this.names = names;
    this.rows = rows;
    this.leftBehind = new LeftBehind(leftOut, this::peek);
    this.volume =
        disk.look(LocalPath.ROOT)
            .orElseThrow(() -> new NoSuchFileException("the synced folder"))
            .device();
  }

  /// Empty if the folder cannot be listed now; then nothing is said of what is in it.
  Optional<List<Listed>> list(LocalPath folder) throws IOException {
    try {
      return Optional.of(entries(folder));
    } catch (NoSuchFileException | NotDirectoryException e) {
      if (folder.isRoot()) throw e;
      complete = false; // It vanished just now; the next scan sees that in the folder above.
    } catch (IOException e) {
      if (folder.isRoot()) throw e;
      complete = false;
      unsyncable.add(new Unsyncable(folder, Reason.UNREADABLE));
    }
    return Optional.empty();
  }

  /// Empty if the folder cannot be listed; whoever lists it for good will report that.
  List<Listed> peek(LocalPath folder) {
    try {
      return entries(folder);
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<Listed> entries(LocalPath folder) throws IOException {
    List<Listed> all = disk.list(folder);
    return all.stream().anyMatch(listed -> names.isPrivate(listed.name()))
        ? all.stream().filter(listed -> !names.isPrivate(listed.name())).toList()
        : all;
  }

  Optional<Fingerprint> look(LocalPath path) {
    try {
      return disk.look(path);
    } catch (IOException e) {
      return Optional.empty(); // Listing the folder above will say why.
    }
  }

  boolean isLeftOut(LocalPath path, boolean folder) {
    return leftOut.test(path, folder);
  }

  /// Neither left out by rule nor something that is never synced; that is reported.
  boolean isSyncable(LocalPath path, Listed listed) {
    Fingerprint now = listed.fingerprint();
    if (!listed.readableName()) leave(path, now, Reason.NAME);
    else if (isLeftOut(path, Kinds.isFolder(now))) return false;
    else if (isOtherVolume(now)) leave(path, now, Reason.OTHER_VOLUME);
    else if (now.kind() == Fingerprint.Kind.OTHER) leave(path, now, Reason.SPECIAL);
    else if (isTooLarge(now)) leave(path, now, Reason.TOO_LARGE);
    else return true;
    return false;
  }

  private static boolean isTooLarge(Fingerprint now) {
    return now.kind() == Fingerprint.Kind.FILE && now.size() > Scan.LARGEST_FILE;
  }

  boolean isOtherVolume(Fingerprint now) {
    return now.device() != volume;
  }

  /// A folder that the others do not have as long as nothing else is in it.
  boolean isLeftBehind(LocalPath folder, List<Listed> listing) {
    return leftBehind.is(folder, listing);
  }

  /// False for a link that has to be left where it is.
  boolean isPortable(LocalPath path, Fingerprint now) {
    return isPortable(path, now, reason -> leave(path, now, reason));
  }

  private boolean isPortable(LocalPath path, Fingerprint now, Consumer<Reason> trouble) {
    if (now.kind() != Fingerprint.Kind.LINK) return true;
    try {
      if (Links.isPortable(path, disk.readLink(path))) return true;
      trouble.accept(Reason.LINK_OUTSIDE);
    } catch (NoSuchFileException e) {
      complete = false;
    } catch (CharacterCodingException e) {
      trouble.accept(Reason.LINK_OUTSIDE);
    } catch (IOException e) {
      trouble.accept(Reason.UNREADABLE);
    }
    return false;
  }

  /// By its kind, size and target; nothing is reported.
  boolean canBeSynced(LocalPath path, Fingerprint now) {
    return now.kind() != Fingerprint.Kind.OTHER
        && !isTooLarge(now)
        && isPortable(path, now, _ -> {});
  }

  /// Reports what cannot be synced as it is. If it is something that a row describes, that is not gone.
  void leave(LocalPath path, Fingerprint fingerprint, Reason reason) {
    unsyncable.add(new Unsyncable(path, reason));
    rows.rowsOf(fingerprint).forEach(rows::keep);
  }

  void count(Fingerprint now) {
    if (now.kind() != Fingerprint.Kind.FILE) return;
    files++;
    bytes += now.size();
  }

  /// @param more whether not all was looked at
  Scan scan(List<Difference> differences, boolean more) {
    return new Scan(differences, unsyncable, files, bytes, rows.listed(), complete && !more, more);
  }
}
