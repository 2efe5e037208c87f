package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.plan.BaseEntry;

/// Does what the plan decided, one thing at a time, each only if the disk is still as the plan took it to be. Nothing that anybody wrote is ever
/// overwritten or deleted: what has to go is in the trash afterwards (I3). Checks come at the last moment, and what a rename has brought out is looked
/// at once more, because other programs write meanwhile.
///
/// Each method returns the fingerprint for the base row: of what this call made equal, not of an edit that came right after it. A failed precondition
/// throws [StaleException]; then nothing was lost, and the place is to be observed again. Other errors of the file system pass through, and
/// leave what was there where it was.
///
/// Staged files must have been flushed before they are placed, and places flushed before the base row is recorded: see [Disk#flush].
public final class DiskWriter {
  /// What systems strew into folders by themselves, in lower case. It does not keep a folder alive.
  private static final Set<String> JUNK = Set.of(".ds_store", "thumbs.db", "desktop.ini");

  private final Disk disk;
  private final PrivateFolder folder;
  private final SameContent content;

  /// Tells whether a file or link has the content that its base row stands for, by reading it. Asked where looks cannot tell (racy rows, or a changed
  /// inode).
  public interface SameContent {
    boolean test(LocalPath file, BaseEntry entry) throws IOException;
  }

  public DiskWriter(Disk disk, PrivateFolder folder, SameContent content) {
    this.disk = disk;
    this.folder = folder;
    this.content = content;
  }

  Disk disk() {
    return disk;
  }

  PrivateFolder folder() {
    return folder;
  }

  /// A step on the disk whose failures may mean that the plan is stale.
  private interface Step {
    void run() throws IOException;
  }

  public Fingerprint makeFolder(LocalPath at) throws IOException {
    onto(at, () -> disk.makeFolder(at));
    return present(at, Kind.FOLDER);
  }

  public Fingerprint makeLink(LocalPath at, String target) throws IOException {
    onto(at, () -> disk.makeLink(at, target));
    Fingerprint made = present(at, Kind.LINK);
    if (!disk.readLink(at).equals(target)) throw new StaleException(at + " was replaced at once");
    return made;
  }

  /// Puts a new file or link in its place, never over anything.
  public Fingerprint place(LocalPath staged, LocalPath at) throws IOException {
    disk.sharePermissions(staged);
    Fingerprint ours = staged(staged);
    onto(at, () -> disk.move(staged, at));
    return after(at, ours);
  }

  /// Puts a new file or link in the place that another one has just left: with that one's permissions and extended attributes.
  public Fingerprint placeLike(LocalPath staged, LocalPath at, LocalPath former)
      throws IOException {
    disk.inherit(former, staged);
    Fingerprint ours = staged(staged);
    onto(at, () -> disk.move(staged, at));
    return after(at, ours);
  }

  /// Puts the staged file or link in the place of the old one, which goes to the trash. Its permissions stay, but for the executable flag, and so do its extended
  /// attributes.
  public Fingerprint replace(LocalPath staged, LocalPath at, BaseRow expected) throws IOException {
    Fingerprint seen = unchanged(at, expected);
    disk.inherit(at, staged);
    Fingerprint ours = staged(staged);
    onto(at, () -> new Replacing(this, at, expected, seen, ours).with(staged));
    return after(at, ours);
  }

  /// A folder moves with all that is in it.
  public Fingerprint move(LocalPath from, LocalPath to, BaseRow expected) throws IOException {
    Fingerprint seen = unchanged(from, expected);
    onto(to, () -> disk.move(from, to));
    Fingerprint moved =
        disk.look(to).orElseThrow(() -> new StaleException(to + " was moved on at once"));
    boolean isOurs = false;
    try {
      isOurs = Sameness.of(moved, seen) && (isSure(moved) || isKnown(to, expected));
    } finally {
      if (!isOurs) putBack(to, from);
    }
    if (!isOurs) throw new StaleException(from + " changed in the moment of its move");
    return moved;
  }

  /// What is in a folder is looked at on its own.
  private static boolean isSure(Fingerprint moved) {
    return moved.kind() == Kind.FOLDER || !moved.isWeak();
  }

  public Fingerprint setAttributes(LocalPath at, BaseRow expected, Attributes attributes)
      throws IOException {
    Fingerprint seen = unchanged(at, expected);
    if (seen.kind() == Kind.FOLDER) return seen;
    if (seen.kind() == Kind.FILE && keepsAnother(seen, attributes.executable()))
      disk.setExecutable(at, attributes.executable());
    boolean sameTime = seen.modified() == nanos(attributes.modified());
    if (!sameTime) disk.setModified(at, attributes.modified());
    Fingerprint set = present(at, seen.kind());
    boolean same = set.size() == seen.size() && (!sameTime || set.modified() == seen.modified());
    // Setting the time has hidden the trace of an edit that came after the look, so only the bytes
    // can tell.
    if (!same || (!sameTime && !content.test(at, expected.entry())))
      throw new StaleException(at + " changed while its attributes were set");
    return set;
  }

  private boolean keepsAnother(Fingerprint seen, boolean executable) {
    return seen.executable() != executable && disk.facts().keepsExecutable();
  }

  /// To be called before [#place] or [#replace].
  public void setAttributesOfStaged(LocalPath staged, Attributes attributes) throws IOException {
    Fingerprint seen = staged(staged);
    if (seen.kind() == Kind.FILE && keepsAnother(seen, attributes.executable()))
      disk.setExecutable(staged, attributes.executable());
    try {
      disk.setModified(staged, attributes.modified());
    } catch (FileSystemException e) {
      // Some network mounts and links have no time that can be set. A file without its time is
      // better than no file.
      return;
    }
  }

  /// To the trash; a folder only if nothing but junk is left in it.
  public void remove(LocalPath at, BaseRow expected) throws IOException {
    Fingerprint seen = unchanged(at, expected);
    if (seen.kind() == Kind.FOLDER) {
      removeFolder(at);
      return;
    }
    LocalPath trash = toTrash(at);
    boolean asExpected = false;
    try {
      asExpected =
          disk.look(trash).filter(f -> Sameness.of(f, seen)).isPresent()
              && isKnown(trash, expected);
    } finally {
      if (!asExpected) putBack(trash, at);
    }
    if (!asExpected) throw new StaleException(at + " changed in the moment of its removal");
  }

  private void removeFolder(LocalPath at) throws IOException {
    List<Listed> left = disk.list(at);
    for (Listed thing : left)
      if (!isJunk(thing)) throw new StaleException(at + " still holds " + thing.name());
    for (Listed junk : left) toTrash(at.child(junk.name()));
    try {
      disk.delete(at);
    } catch (DirectoryNotEmptyException e) {
      throw new StaleException(at + " is not empty any more", e);
    }
  }

  static boolean isJunk(Listed thing) {
    return thing.fingerprint().kind() == Kind.FILE
        && JUNK.contains(thing.name().toLowerCase(Locale.ROOT));
  }

  private LocalPath toTrash(LocalPath what) throws IOException {
    try {
      return folder.toTrash(what);
    } catch (NoSuchFileException e) {
      throw new StaleException(what + " is gone", e);
    }
  }

  /// Whether this has the content of its row, where looks do not tell. For what was taken from its place: nobody changes it any more.
  boolean isKnown(LocalPath taken, BaseRow row) throws IOException {
    boolean sure = !row.racy() && !row.fingerprint().isWeak();
    return sure || content.test(taken, row.entry());
  }

  /// Back where it came from. If something else is there by now, that is newer, and this one stays where it is.
  private void putBack(LocalPath now, LocalPath before) throws IOException {
    try {
      disk.move(now, before);
      if (folder.isTrash(now)) folder.giveUp(now);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return;
    }
  }

  private void onto(LocalPath at, Step step) throws IOException {
    try {
      step.run();
    } catch (FileAlreadyExistsException e) {
      throw new StaleException(at + " is occupied", e);
    } catch (NoSuchFileException | NotDirectoryException | LinkRefusedException e) {
      throw new StaleException("the way to " + at + " has changed", e);
    }
  }

  /// What is there, if it is still what the row describes.
  private Fingerprint unchanged(LocalPath at, BaseRow row) throws IOException {
    if (at.isRoot()) throw new IllegalArgumentException("the root is not changed");
    Fingerprint now = look(at);
    if (!Sameness.of(now, row.fingerprint())) throw new StaleException(at + " has changed");
    boolean sure =
        now.kind() == Kind.FOLDER || (!row.racy() && now.changed() == row.fingerprint().changed());
    if (!sure && !content.test(at, row.entry()))
      throw new StaleException(at + " has other content");
    return now;
  }

  private Fingerprint look(LocalPath at) throws IOException {
    try {
      return disk.look(at).orElseThrow(() -> new StaleException(at + " is gone"));
    } catch (LinkRefusedException e) {
      throw new StaleException("a link is on the way to " + at, e);
    }
  }

  private Fingerprint staged(LocalPath place) throws IOException {
    return disk.look(place).orElseThrow(() -> new NoSuchFileException(place.toString()));
  }

  private Fingerprint present(LocalPath at, Kind kind) throws IOException {
    Fingerprint now = look(at);
    if (now.kind() != kind) throw new StaleException(at + " was replaced at once");
    return now;
  }

  /// If somebody has changed it since, what it was like before: so the next scan finds the change.
  private Fingerprint after(LocalPath at, Fingerprint ours) throws IOException {
    return disk.look(at).filter(now -> Sameness.of(now, ours)).orElse(ours);
  }

  private static long nanos(Instant time) {
    return FileTime.from(time).to(TimeUnit.NANOSECONDS);
  }
}
