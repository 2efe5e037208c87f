package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Fingerprint.Kind;

/// The folder `.tidelock` in the root of the synced folder: what must lie on the same volume, so that renaming in and out is one step. It is never
/// synced, and only this user can look into it.
public final class PrivateFolder {
  public static final String NAME = ".tidelock";

  private static final LocalPath TOP = LocalPath.of(NAME);
  private static final LocalPath MARKER = TOP.child("root");
  private static final LocalPath STAGING = TOP.child("staging");
  private static final LocalPath TRASH = TOP.child("trash");
  private static final int MARKER_LENGTH = 4096;
  private static final int NOTE_LENGTH = 1 << 20;

  /// How the names of large files begin that are being fetched.
  private static final String FETCHED = "get-";

  private static final Duration KEEP_UNFINISHED = Duration.ofDays(3);

  /// Of one content: each try begins with what the one before it had.
  private static final int MOST_UNFINISHED = 2;

  private final Disk disk;
  private final SecureRandom random;
  private final InstantSource clock;

  public PrivateFolder(Disk disk, SecureRandom random, InstantSource clock) {
    this.disk = disk;
    this.random = random;
    this.clock = clock;
  }

  /// Marks the root with a text by which it is known again, instead of an earlier one.
  ///
  /// @param text at most 4096 bytes of UTF-8
  public void mark(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    if (bytes.remaining() > MARKER_LENGTH) throw new IllegalArgumentException("long marker");
    write(MARKER, bytes);
  }

  /// Whoever dies in between leaves the old or the new: where two files cannot be exchanged in one step, the new one lies whole beside its place before that is free.
  private void write(LocalPath file, ByteBuffer bytes) throws IOException {
    LocalPath staged = beside(file);
    if (disk.look(TOP).isEmpty()) makeFolders(TOP);
    if (disk.look(staged).isPresent()) disk.delete(staged);
    try (SeekableByteChannel out = disk.create(staged)) {
      while (bytes.hasRemaining()) out.write(bytes);
    }
    disk.flush();
    if (disk.look(file).isPresent() && disk.exchange(staged, file)) {
      disk.delete(staged);
    } else {
      if (disk.look(file).isPresent()) disk.delete(file);
      disk.move(staged, file);
    }
    disk.flush();
  }

  private static LocalPath beside(LocalPath file) {
    return file.parent().child(file.name() + "-new");
  }

  /// Where it is now.
  private LocalPath written(LocalPath file) throws IOException {
    return disk.look(file).isPresent() ? file : beside(file);
  }

  /// Takes the mark away, if there is one. What else is in it stays.
  public void unmark() throws IOException {
    for (LocalPath mark : List.of(beside(MARKER), MARKER))
      if (disk.look(mark).isPresent()) disk.delete(mark);
    disk.flush();
  }

  /// What the root is marked with.
  public Optional<String> marker() throws IOException {
    return read(MARKER, MARKER_LENGTH);
  }

  /// What the disk itself tells, whatever else is lost or goes back in time.
  public enum Note {
    /// Which folders at the top lie elsewhere: the ids of their nodes, one a line.
    PLACED("placed"),
    /// Which part of the vault was chosen when this folder was last worked on.
    CHOSEN("chosen"),
    /// How often this folder was changed or looked at anew: less than what is known of it if it was put back from a backup.
    GENERATION("generation");

    private final String name;

    Note(String name) {
      this.name = name;
    }

    private LocalPath place() {
      return TOP.child(name);
    }
  }

  /// @param text empty if there is nothing to tell; at most 1 MiB of UTF-8
  public void note(Note note, String text) throws IOException {
    write(note.place(), StandardCharsets.UTF_8.encode(text));
  }

  /// What was noted last; empty if nothing was.
  public String noted(Note note) throws IOException {
    return read(note.place(), NOTE_LENGTH).orElse("");
  }

  /// A cheap look at what was noted last: as long as it is the same, so is the note.
  public Optional<Fingerprint> look(Note note) throws IOException {
    return disk.look(written(note.place()));
  }

  private Optional<String> read(LocalPath file, int length) throws IOException {
    LocalPath there = written(file);
    if (disk.look(there).isEmpty()) return Optional.empty();
    try (SeekableByteChannel in = disk.read(there)) {
      byte[] bytes = Channels.newInputStream(in).readNBytes(length);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /// A free place for a file or link in the making.
  public LocalPath newStagingPlace() throws IOException {
    return stagingPlace(unique());
  }

  private LocalPath stagingPlace(String name) throws IOException {
    if (disk.look(STAGING).isEmpty()) makeFolders(STAGING);
    return STAGING.child(name);
  }

  /// A free place for a large file in the making, of which what is there is kept when that is interrupted.
  ///
  /// @param content names it; letters and digits
  public LocalPath newStagingPlace(String content) throws IOException {
    return stagingPlace(FETCHED + content + "-" + unique());
  }

  /// What is there of a content that could not be fetched to its end, newest first: any part of it may be missing or wrong.
  public List<LocalPath> unfinished(String content) throws IOException {
    return unfinished().stream()
        .filter(left -> left.name().startsWith(FETCHED + content + "-"))
        .map(left -> STAGING.child(left.name()))
        .toList();
  }

  private List<Listed> unfinished() throws IOException {
    if (disk.look(STAGING).isEmpty()) return List.of();
    return disk.list(STAGING).stream()
        .filter(left -> left.name().startsWith(FETCHED) && left.fingerprint().kind() == Kind.FILE)
        .sorted(Comparator.comparingLong((Listed left) -> left.fingerprint().modified()).reversed())
        .toList();
  }

  /// Whatever is there of contents that are not there whole, except these places.
  public void clearUnfinished(Set<LocalPath> except) throws IOException {
    for (Listed left : unfinished())
      if (!except.contains(STAGING.child(left.name())))
        deleteTree(STAGING.child(left.name()), left);
  }

  /// Removes what earlier runs left in the making, but for large files that may be gone on with.
  public void clearStaging() throws IOException {
    if (disk.look(STAGING).isEmpty()) return;
    Set<String> kept = new HashSet<>();
    Map<String, Integer> count = new HashMap<>();
    for (Listed left : unfinished()) {
      String content = left.name().substring(0, left.name().lastIndexOf('-'));
      if (isRecent(left.fingerprint()) && count.merge(content, 1, Integer::sum) <= MOST_UNFINISHED)
        kept.add(left.name());
    }
    for (Listed left : disk.list(STAGING))
      if (!kept.contains(left.name())) deleteTree(STAGING.child(left.name()), left);
  }

  private boolean isRecent(Fingerprint file) {
    Instant modified = Instant.EPOCH.plusNanos(file.modified());
    return modified.plus(KEEP_UNFINISHED).isAfter(clock.instant());
  }

  /// Takes something out of the synced folder, a folder with all that is in it, by one rename.
  ///
  /// @return where it is now; it keeps its name
  public LocalPath toTrash(LocalPath what) throws IOException {
    LocalPath place = newTrashPlace(what.name());
    try {
      disk.move(what, place);
      return place;
    } catch (IOException e) {
      giveUp(place);
      throw e;
    }
  }

  /// A free place in the trash, in a folder of its own.
  LocalPath newTrashPlace(String name) throws IOException {
    LocalPath folder = TRASH.child(today().toString()).child(unique());
    makeFolders(folder);
    return folder.child(name);
  }

  boolean isTrash(LocalPath place) {
    int depth = TRASH.names().size();
    return place.names().size() > depth && place.names().subList(0, depth).equals(TRASH.names());
  }

  /// Nothing came to lie at this place in the trash, or it has left again.
  void giveUp(LocalPath trashPlace) {
    try {
      disk.delete(trashPlace.parent());
    } catch (IOException e) {
      // An empty folder too many does no harm, and expires with the rest. Or it is not empty, and
      // must stay.
      return;
    }
  }

  /// The days of which something is in the trash, by the clock that this computer had then.
  public Set<LocalDate> trashDays() throws IOException {
    Set<LocalDate> days = new TreeSet<>();
    if (disk.look(TRASH).isPresent())
      for (Listed day : disk.list(TRASH)) date(day.name()).ifPresent(days::add);
    return days;
  }

  /// Deletes for good what came into the trash longer ago than `keep`, a day more or less. What cannot be deleted stays.
  ///
  /// @param days the only ones that may go
  public void expireTrash(Duration keep, Set<LocalDate> days) throws IOException {
    if (days.isEmpty() || disk.look(TRASH).isEmpty()) return;
    LocalDate last = clock.instant().minus(keep).atZone(ZoneOffset.UTC).toLocalDate();
    for (Listed day : disk.list(TRASH))
      if (date(day.name()).filter(d -> days.contains(d) && d.isBefore(last)).isPresent())
        deleteTree(TRASH.child(day.name()), day);
  }

  /// Something in the trash, with all that is in it.
  ///
  /// @param place a folder of its own
  /// @param day by the clock that this computer had when it came there
  public record Trashed(LocalPath place, LocalDate day, long bytes) {}

  /// Oldest day first.
  public void eachTrashed(Consumer<Trashed> found) throws IOException {
    if (disk.look(TRASH).isEmpty()) return;
    for (Listed day : disk.list(TRASH)) {
      Optional<LocalDate> date = date(day.name());
      if (date.isEmpty() || day.fingerprint().kind() != Kind.FOLDER) continue;
      for (Listed thing : disk.list(TRASH.child(day.name()))) {
        LocalPath place = TRASH.child(day.name()).child(thing.name());
        found.accept(new Trashed(place, date.get(), bytes(place, thing)));
      }
    }
  }

  private long bytes(LocalPath place, Listed thing) throws IOException {
    if (thing.fingerprint().kind() == Kind.FILE) return thing.fingerprint().size();
    long bytes = 0;
    if (thing.fingerprint().kind() == Kind.FOLDER && thing.readableName())
      for (Listed child : disk.list(place)) bytes += bytes(place.child(child.name()), child);
    return bytes;
  }

  /// Deletes it for good. What of it cannot be deleted stays.
  ///
  /// @return whether nothing is left of it
  public boolean deleteTrashed(Trashed thing) throws IOException {
    boolean all = true;
    for (Listed child : disk.list(thing.place()))
      all &= deleteTree(thing.place().child(child.name()), child);
    if (all) disk.delete(thing.place());
    return all;
  }

  private static Optional<LocalDate> date(String name) {
    try {
      return Optional.of(LocalDate.parse(name));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// True if nothing is left of it.
  private boolean deleteTree(LocalPath place, Listed found) {
    try {
      boolean empty = true;
      if (found.fingerprint().kind() == Kind.FOLDER)
        for (Listed child : disk.list(place)) empty &= deleteTree(place.child(child.name()), child);
      if (empty && found.readableName()) disk.delete(place);
      return empty && found.readableName();
    } catch (IOException e) {
      return false;
    }
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private String unique() {
    return Id128.random(random).toString();
  }

  private void makeFolders(LocalPath folder) throws IOException {
    try {
      disk.makePrivateFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (disk.look(folder).filter(f -> f.kind() == Kind.FOLDER).isEmpty()) throw e;
    } catch (NoSuchFileException e) {
      if (folder.names().size() == 1) throw e;
      makeFolders(folder.parent());
      disk.makePrivateFolder(folder);
    }
  }
}
