package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.LinkRefusedException;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.sim.FileSystemMode.Ability;
import org.tidelock.engine.sim.FileSystemMode.Numbers;
import org.tidelock.engine.sim.Journal.Change;
import org.tidelock.engine.sim.Journal.Step;
import org.tidelock.engine.sim.SimNode.Name;

/// A file system in memory, with the habits that its mode says. For one thread. The engine works on it through a [SimDisk], a person through a [SimUser].
public final class SimVolume {
  private static final long SECOND = 1_000_000_000L;

  private final FileSystemMode mode;
  private final InstantSource clock;
  private final SimNames names;
  private final SimNode root;
  private final Deque<Long> freeNumbers = new ArrayDeque<>();
  private final Journal journal = new Journal(this::isGone);
  private final long device;
  private final List<SimNode> all = new ArrayList<>();
  private long lastNumber = 1;
  private long used;
  private long capacity = 1L << 40;
  private int boots;
  private boolean there = true;

  /// Said to whoever holds something open that was opened before the power failed.
  public static final class Off extends Error {
    private static final long serialVersionUID = 1L;

    Off() {
      super("the power is off");
    }
  }

  /// Empty.
  ///
  /// @param device the number of the volume
  public SimVolume(FileSystemMode mode, InstantSource clock, long device) {
    this.mode = mode;
    this.clock = clock;
    this.names = new SimNames(mode);
    this.device = device;
    root = new SimNode(Kind.FOLDER, lastNumber, now(), "");
    root.mode = Modes.FOLDER;
    root.links = 1;
    root.force();
  }

  public FileSystemMode mode() {
    return mode;
  }

  /// Takes it away, or brings it back.
  public void setThere(boolean there) {
    this.there = there;
  }

  boolean isPlugged() {
    return there;
  }

  /// For who does not have the drive in hand.
  void requirePlugged() throws IOException {
    if (!there) throw new NoSuchFileException("");
  }

  /// No more than this fits in.
  public void setCapacity(long bytes) {
    capacity = bytes;
  }

  public long freeBytes() {
    return Math.max(0, capacity - used);
  }

  /// Everything is on the drive, as some time after the last change.
  public void forceAll() {
    journal.forceAll();
    forceBelow(root);
  }

  private static void forceBelow(SimNode node) {
    node.force();
    for (Name name : node.names.values()) forceBelow(name.node());
  }

  void force(List<SimNode> files, List<SimNode> folders) {
    files.forEach(SimNode::force);
    journal.force(folders);
    folders.forEach(SimNode::force);
  }

  /// The power fails, and comes back. What was not forced out is lost, or is there in part, as `random` says.
  public void crash(Random random) {
    boots++;
    journal.cut(random, root, nanos());
    freeNumbers.clear();
    unlinkAll(root);
    PowerCut cut = new PowerCut(random, nanos());
    cut.at(root);
    used = cut.bytes();
  }

  /// All that there is.
  SimNode copy() {
    return root.copy(new IdentityHashMap<>());
  }

  /// From now on there is what was copied, here or elsewhere; whoever has the volume open loses it.
  void become(SimNode copy) {
    boots++;
    journal.forceAll();
    freeNumbers.clear();
    Map<SimNode, SimNode> made = new IdentityHashMap<>();
    SimNode fresh = copy.copy(made);
    unlinkAll(root);
    root.links = 1;
    root.names = fresh.names;
    root.namesOnDrive = fresh.namesOnDrive;
    root.restore(fresh.image());
    root.force();
    used = 0;
    for (SimNode node : made.values()) {
      lastNumber = Math.max(lastNumber, node.number);
      if (node != fresh) all.add(node);
      used += node.bytes.size();
    }
  }

  private static void unlinkAll(SimNode node) {
    node.links = 0;
    for (Name name : node.names.values()) unlinkAll(name.node());
    for (Name name : node.namesOnDrive.values()) if (name.node().links > 0) unlinkAll(name.node());
  }

  /// All that was ever made: what has no name any more may get it back from a power cut.
  List<SimNode> all() {
    return Collections.unmodifiableList(all);
  }

  /// Changes with each crash.
  int boots() {
    return boots;
  }

  SimNames names() {
    return names;
  }

  // Looking.

  /// @throws LinkRefusedException if the way leads through a link
  SimNode node(LocalPath path) throws IOException {
    SimNode at = root;
    for (String name : path.names()) {
      requireFolder(at, path);
      at = entry(at, name).orElseThrow(() -> new NoSuchFileException(path.toString())).node();
    }
    return at;
  }

  SimNode folder(LocalPath path) throws IOException {
    SimNode node = node(path);
    requireFolder(node, path);
    return node;
  }

  private static void requireFolder(SimNode node, LocalPath path) throws IOException {
    if (node.kind == Kind.LINK || node.kind == Kind.OTHER)
      throw new LinkRefusedException(path.toString());
    if (node.kind != Kind.FOLDER) throw new NotDirectoryException(path.toString());
  }

  private Optional<Name> entry(SimNode folder, String name) {
    return Optional.ofNullable(folder.names.get(names.key(name))).filter(Name::readable);
  }

  boolean isThere(LocalPath path) throws IOException {
    try {
      node(path);
      return true;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    }
  }

  Fingerprint fingerprint(SimNode node) {
    boolean told = mode.numbers() != Numbers.NONE;
    return new Fingerprint(
        node.kind,
        node.kind == Kind.FILE ? node.bytes.size() : 0,
        node.modified,
        told ? node.changed : 0,
        mode.can(Ability.KNOWS_BIRTHS) ? node.born : 0,
        told ? device : 0,
        told ? node.number : 0,
        node.kind == Kind.FILE
            && mode.can(Ability.KEEPS_EXECUTABLE)
            && Modes.isExecutable(node.mode));
  }

  // Changing names.

  SimNode make(Kind kind, int permissions, String target) {
    Long used = mode.numbers() == Numbers.USED_AGAIN ? freeNumbers.poll() : null;
    SimNode node = new SimNode(kind, used != null ? used : ++lastNumber, now(), target);
    node.mode = permissions;
    node.unwrittenSince = nanos();
    all.add(node);
    return node;
  }

  /// Gives it a name, or one more.
  void add(LocalPath path, SimNode node) throws IOException {
    add(path, node, true);
  }

  void add(LocalPath path, SimNode node, boolean readable) throws IOException {
    SimNode folder = folder(parent(path));
    String key = names.key(path.name());
    if (folder.names.containsKey(key)) throw new FileAlreadyExistsException(path.toString());
    Name name = new Name(names.kept(path.name()), node, readable);
    node.links++;
    does(List.of(new Change(folder, key, name)), List.of(), null);
  }

  void remove(LocalPath path) throws IOException {
    SimNode node = node(path);
    SimNode folder = folder(parent(path));
    if (!node.names.isEmpty()) throw new DirectoryNotEmptyException(path.toString());
    Change change = new Change(folder, names.key(path.name()), null);
    List<SimNode> needs = node.kind == Kind.FOLDER ? List.of(node) : List.of();
    does(List.of(change), needs, unlinked(node));
  }

  /// @param replacing whether a file or link that has the name is to go
  void rename(LocalPath from, LocalPath to, boolean replacing) throws IOException {
    SimNode node = node(from);
    SimNode source = folder(parent(from));
    SimNode goal = folder(parent(to));
    List<SimNode> way = way(parent(to));
    if (way.contains(node)) throw new FileSystemException(from + ": into itself");
    String old = names.key(from.name());
    String key = names.key(to.name());
    boolean respelled = source == goal && old.equals(key);
    Name there = goal.names.get(key);
    if (there != null && !(respelled && !there.name().equals(to.name()))) {
      if (!replacing || there.node().kind == Kind.FOLDER || node.kind == Kind.FOLDER)
        throw new FileAlreadyExistsException(to.toString());
      if (there.node() == node) return;
    }
    SimNode lost = there == null || respelled ? null : unlinked(there.node());
    List<Change> changes = new ArrayList<>();
    if (!respelled) changes.add(new Change(source, old, null));
    changes.add(new Change(goal, key, new Name(names.kept(to.name()), node, true)));
    attributesChange(node);
    does(changes, node.kind == Kind.FOLDER ? way : List.of(), lost);
  }

  /// One name less. The node itself if that was the last one.
  private @Nullable SimNode unlinked(SimNode node) {
    attributesChange(node);
    node.links--;
    return node.links == 0 ? node : null;
  }

  /// @return false if one is in the other
  boolean exchange(LocalPath a, LocalPath b) throws IOException {
    SimNode first = node(a);
    SimNode second = node(b);
    List<SimNode> ways = new ArrayList<>(way(parent(a)));
    ways.addAll(way(parent(b)));
    if (ways.contains(first) || ways.contains(second)) return false;
    Change one = new Change(folder(parent(a)), names.key(a.name()), renamed(a, second));
    Change other = new Change(folder(parent(b)), names.key(b.name()), renamed(b, first));
    attributesChange(first);
    attributesChange(second);
    boolean folders = first.kind == Kind.FOLDER || second.kind == Kind.FOLDER;
    does(List.of(one, other), folders ? ways : List.of(), null);
    return true;
  }

  private Name renamed(LocalPath path, SimNode node) throws IOException {
    Name old = entry(folder(parent(path)), path.name()).orElseThrow();
    return new Name(old.name(), node, true);
  }

  private static LocalPath parent(LocalPath path) throws IOException {
    if (path.isRoot()) throw new FileSystemException("the root has no name here");
    return path.parent();
  }

  /// All folders down to this one, with it.
  private List<SimNode> way(LocalPath path) throws IOException {
    List<SimNode> way = new ArrayList<>();
    LocalPath at = LocalPath.ROOT;
    way.add(node(at));
    for (String name : path.names()) {
      at = at.child(name);
      way.add(node(at));
    }
    return way;
  }

  private void does(List<Change> changes, List<SimNode> needs, @Nullable SimNode lost) {
    for (Change change : changes) {
      if (change.now() == null) change.folder().names.remove(change.key());
      else change.folder().names.put(change.key(), change.now());
      timesChange(change.folder());
    }
    journal.add(new Step(nanos(), changes, needs, lost));
    if (lost != null) used -= lost.bytes.size();
  }

  private void isGone(SimNode node) {
    if (node.links == 0 && mode.numbers() == Numbers.USED_AGAIN) freeNumbers.push(node.number);
  }

  // Changing things.

  /// @return how many bytes found room
  int write(SimNode file, int position, ByteBuffer from) throws IOException {
    int end = file.bytes.size();
    long most = Math.max(0, end - position) + freeBytes() - Math.max(0, position - end);
    int count = (int) Math.min(from.remaining(), most);
    if (count <= 0 && from.hasRemaining()) throw new IOException("No space left on device");
    write(file, position, from, count);
    return count;
  }

  /// There is room.
  void write(SimNode file, int position, ByteBuffer from, int count) {
    bytesChange(file);
    used -= file.bytes.size();
    file.bytes.write(position, from, count);
    used += file.bytes.size();
  }

  void truncate(SimNode file, int size) {
    bytesChange(file);
    used -= file.bytes.size();
    file.bytes.truncate(size);
    used += file.bytes.size();
  }

  void setModified(SimNode node, Instant time) {
    attributesChange(node);
    node.modified = grain(nanos(time));
  }

  void setMode(SimNode node, int permissions) {
    if (permissions == node.mode) return;
    attributesChange(node);
    node.mode = permissions;
  }

  private void bytesChange(SimNode node) {
    timesChange(node);
    node.written = true;
  }

  private void timesChange(SimNode node) {
    attributesChange(node);
    node.modified = node.changed;
  }

  private void attributesChange(SimNode node) {
    long time = nanos();
    if (node.unwrittenSince != null && time - node.unwrittenSince > Journal.LONGEST) node.force();
    if (node.unwrittenSince == null) node.unwrittenSince = time;
    node.changed = now();
  }

  private long now() {
    return grain(nanos());
  }

  private long nanos() {
    return nanos(clock.instant());
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
  }

  private long grain(long time) {
    return time - Math.floorMod(time, mode.grainNanos());
  }
}
