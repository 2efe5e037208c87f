package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.local.Fingerprint.Kind;

/// A file system in memory with the habits of real ones: see [Habits]. Errors can be put on paths. Its clock moves on with every change, so that
/// a run is the same each time.
final class FakeDisk implements Disk {
  static final long DEVICE = 7;

  private final Habits habits;
  private final FakeNode root;
  private final Set<LocalPath> unreadable = new HashSet<>();
  private final Deque<Long> freeNumbers = new ArrayDeque<>();
  private long lastNumber = 1;
  private long now = 1_700_000_000_000_000_000L;

  /// @param decomposes names are kept in NFD, as HFS+ does
  /// @param numbers whether files have numbers (FAT and some network drives have none that last)
  /// @param reusesNumbers a new file may get the number of a deleted one, as on ext4
  record Habits(
      boolean caseSensitive,
      boolean decomposes,
      long grainNanos,
      boolean numbers,
      boolean reusesNumbers,
      NameRules rules) {
    static final Habits LINUX = new Habits(true, false, 1, true, true, NameRules.POSIX);
    static final Habits MAC = new Habits(false, true, 1, true, false, NameRules.POSIX);
    static final Habits WINDOWS = new Habits(false, false, 100, true, false, NameRules.WINDOWS);
    static final Habits STICK =
        new Habits(false, false, 2_000_000_000L, false, false, NameRules.WINDOWS);
  }

  FakeDisk(Habits habits) {
    this.habits = habits;
    this.root = new FakeNode(Kind.FOLDER, lastNumber, DEVICE, now);
  }

  // What a user does.

  /// Makes the folders above, too.
  void folder(String path) throws IOException {
    LocalPath at = LocalPath.ROOT;
    for (String name : of(path).names()) {
      at = at.child(name);
      if (look(at).isEmpty()) makeFolder(at);
    }
  }

  /// Writes in place, or a new file; makes the folders above.
  void write(String path, String text) throws IOException {
    LocalPath at = of(path);
    folder(at.parent().toString());
    if (look(at).isEmpty()) create(at).close();
    FakeNode file = node(at);
    file.bytes = text.getBytes(StandardCharsets.UTF_8);
    touched(file);
  }

  /// As editors save: a new file takes the name of the old one.
  void replace(String path, String text) throws IOException {
    LocalPath at = of(path);
    if (look(at).isPresent()) delete(at);
    write(path, text);
  }

  void link(String path, String target) throws IOException {
    folder(of(path).parent().toString());
    makeLink(of(path), target);
  }

  void move(String from, String to) throws IOException {
    move(of(from), of(to));
  }

  /// With everything in it.
  void remove(String path) throws IOException {
    LocalPath at = of(path);
    if (look(at).orElseThrow().kind() == Kind.FOLDER)
      for (Listed inside : list(at)) remove(at.child(inside.name()).toString());
    delete(at);
  }

  synchronized void hardLink(String existing, String path) throws IOException {
    FakeNode file = node(of(existing));
    file.changed = tick();
    put(of(path), file);
  }

  /// A socket.
  synchronized void special(String path) throws IOException {
    put(of(path), fresh(Kind.OTHER));
  }

  /// An entry whose name is no text; this is how it is listed.
  synchronized void unreadableName(String path) throws IOException {
    LocalPath at = of(path);
    FakeNode file = fresh(Kind.FILE);
    file.links = 1;
    node(at.parent()).names.put(slot(at.name()), new FakeNode.Name(at.name(), file, false));
  }

  /// Moves the entry to a name that is no text.
  synchronized void makeNameUnreadable(String path) throws IOException {
    LocalPath at = of(path);
    FakeNode file = node(at);
    node(at.parent()).names.put(slot(at.name()), new FakeNode.Name(at.name(), file, false));
  }

  /// Puts an empty volume over a folder.
  synchronized void mount(String path) throws IOException {
    FakeNode top = new FakeNode(Kind.FOLDER, 1, DEVICE + 1, tick());
    node(of(path)).mounted = top;
  }

  /// As without permission: nothing can be read of this path, nor anything be reached below it, until [#heal].
  void breakPath(String path) {
    unreadable.add(of(path));
  }

  void heal(String path) {
    unreadable.remove(of(path));
  }

  /// As after a restore: the same names and bytes, other numbers.
  synchronized FakeDisk copy() {
    FakeDisk copy = new FakeDisk(habits);
    copy.lastNumber = lastNumber + 1000;
    copy.now = now;
    root.names.values().forEach(name -> copyInto(copy, copy.root, name));
    return copy;
  }

  private static void copyInto(FakeDisk copy, FakeNode folder, FakeNode.Name name) {
    FakeNode from = name.node();
    FakeNode to = copy.fresh(from.kind);
    to.bytes = from.bytes.clone();
    to.target = from.target;
    to.modified = from.modified;
    to.links = 1;
    folder.names.put(copy.slot(name.name()), new FakeNode.Name(name.name(), to, name.readable()));
    from.names.values().forEach(inside -> copyInto(copy, to, inside));
  }

  /// All paths, folders before what is in them.
  synchronized List<LocalPath> everything() {
    List<LocalPath> all = new ArrayList<>();
    addAll(LocalPath.ROOT, root, all);
    return all;
  }

  private static void addAll(LocalPath at, FakeNode folder, List<LocalPath> all) {
    for (FakeNode.Name name : folder.names.values()) {
      all.add(at.child(name.name()));
      addAll(at.child(name.name()), name.node(), all);
    }
  }

  static LocalPath of(String path) {
    return path.isEmpty() ? LocalPath.ROOT : new LocalPath(List.of(path.split("/")));
  }

  // What the engine does.

  @Override
  public synchronized List<Listed> list(LocalPath folder) throws IOException {
    mayRead(folder);
    FakeNode node = node(folder);
    if (node.kind != Kind.FOLDER) throw new NotDirectoryException(folder.toString());
    List<Listed> all = new ArrayList<>();
    for (FakeNode.Name n : node.names.values())
      all.add(new Listed(n.name(), fingerprint(through(n.node())), n.readable()));
    all.sort(Comparator.comparing(Listed::name));
    return all;
  }

  @Override
  public synchronized Optional<Fingerprint> look(LocalPath path) throws IOException {
    try {
      return Optional.of(fingerprint(node(path)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized SeekableByteChannel read(LocalPath file) throws IOException {
    mayRead(file);
    FakeNode node = node(file);
    if (node.kind != Kind.FILE) throw new FileSystemException(file + ": not a file");
    return new FakeChannel(this, node, false);
  }

  @Override
  public synchronized Optional<Opened> open(LocalPath file) throws IOException {
    Fingerprint found = look(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    return found.kind() == Kind.FILE
        ? Optional.of(new Opened(found, read(file)))
        : Optional.empty();
  }

  @Override
  public synchronized String readLink(LocalPath link) throws IOException {
    mayRead(link);
    FakeNode node = node(link);
    if (node.kind != Kind.LINK) throw new FileSystemException(link + ": not a link");
    return node.target;
  }

  @Override
  public synchronized SeekableByteChannel create(LocalPath file) throws IOException {
    FakeNode node = fresh(Kind.FILE);
    put(file, node);
    return new FakeChannel(this, node, true);
  }

  @Override
  public synchronized void makeFolder(LocalPath folder) throws IOException {
    put(folder, fresh(Kind.FOLDER));
  }

  @Override
  public synchronized void makeLink(LocalPath link, String target) throws IOException {
    FakeNode node = fresh(Kind.LINK);
    node.target = target;
    put(link, node);
  }

  @Override
  public synchronized void move(LocalPath from, LocalPath to) throws IOException {
    FakeNode moving = node(from);
    boolean itself = from.parent().equals(to.parent()) && slot(from.name()).equals(slot(to.name()));
    if (!itself && node(to.parent()).names.containsKey(slot(to.name())))
      throw new FileAlreadyExistsException(to.toString());
    for (LocalPath above = to; !above.isRoot(); above = above.parent())
      if (above.equals(from) && !to.equals(from))
        throw new FileSystemException(from + ": into itself");
    mayReach(to);
    node(from.parent()).names.remove(slot(from.name()));
    touched(node(from.parent()));
    moving.links--;
    moving.changed = tick();
    put(to, moving);
  }

  @Override
  public synchronized boolean exchange(LocalPath a, LocalPath b) throws IOException {
    FakeNode first = node(a);
    FakeNode second = node(b);
    node(a.parent()).names.put(slot(a.name()), new FakeNode.Name(stored(a.name()), second, true));
    node(b.parent()).names.put(slot(b.name()), new FakeNode.Name(stored(b.name()), first, true));
    first.changed = tick();
    second.changed = tick();
    return true;
  }

  @Override
  public synchronized void setModified(LocalPath path, Instant modified) throws IOException {
    FakeNode node = node(path);
    node.modified =
        grain(Math.addExact(modified.getEpochSecond() * 1_000_000_000L, modified.getNano()));
    node.changed = tick();
  }

  @Override
  public synchronized void setExecutable(LocalPath file, boolean executable) throws IOException {
    FakeNode node = node(file);
    node.executable = executable && habits.rules == NameRules.POSIX;
    node.changed = tick();
  }

  @Override
  public synchronized void delete(LocalPath path) throws IOException {
    FakeNode node = node(path);
    if (!node.names.isEmpty()) throw new DirectoryNotEmptyException(path.toString());
    FakeNode folder = node(path.parent());
    folder.names.remove(slot(path.name()));
    if (--node.links == 0 && habits.reusesNumbers) freeNumbers.push(node.number);
    node.changed = tick();
    touched(folder);
  }

  @Override
  public void flush() {}

  @Override
  public void secure(Collection<LocalPath> places) {}

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public Facts facts() {
    return new Facts(
        habits.caseSensitive, habits.rules == NameRules.POSIX, habits.grainNanos, habits.rules);
  }

  // How it is kept.

  private FakeNode fresh(Kind kind) {
    Long used = freeNumbers.poll();
    return new FakeNode(kind, used != null ? used : ++lastNumber, DEVICE, grain(tick()));
  }

  private void put(LocalPath path, FakeNode node) throws IOException {
    mayReach(path);
    FakeNode folder = node(path.parent());
    if (folder.kind != Kind.FOLDER) throw new NotDirectoryException(path.parent().toString());
    if (folder.names.containsKey(slot(path.name())))
      throw new FileAlreadyExistsException(path.toString());
    if (habits.rules == NameRules.WINDOWS && !WindowsNames.escape(path.name()).equals(path.name()))
      if (!path.name().contains("%")) throw new FileSystemException(path + ": no such name");
    folder.names.put(slot(path.name()), new FakeNode.Name(stored(path.name()), node, true));
    node.links++;
    touched(folder);
  }

  /// No component is followed if it is a link.
  private FakeNode node(LocalPath path) throws IOException {
    mayReach(path);
    FakeNode at = through(root);
    for (String name : path.names()) {
      if (at.kind == Kind.LINK) throw new FileSystemException(path + ": leads through a link");
      if (at.kind != Kind.FOLDER) throw new NotDirectoryException(path.toString());
      FakeNode.Name next = at.names.get(slot(name));
      if (next == null) throw new NoSuchFileException(path.toString());
      at = through(next.node());
    }
    return at;
  }

  private static FakeNode through(FakeNode node) {
    return node.mounted != null ? node.mounted : node;
  }

  private void mayRead(LocalPath path) throws AccessDeniedException {
    if (unreadable.contains(path)) throw new AccessDeniedException(path.toString());
  }

  private void mayReach(LocalPath path) throws AccessDeniedException {
    for (LocalPath at = path; !at.isRoot(); at = at.parent()) mayRead(at.parent());
  }

  private String stored(String name) {
    return habits.decomposes ? Normalizer.normalize(name, Normalizer.Form.NFD) : name;
  }

  private String slot(String name) {
    String stored = stored(name);
    return habits.caseSensitive ? stored : CaseFold.fold(stored);
  }

  private Fingerprint fingerprint(FakeNode n) {
    long number = habits.numbers ? n.number : 0;
    return new Fingerprint(
        n.kind,
        n.kind == Kind.FILE ? n.bytes.length : 0,
        n.modified,
        habits.numbers ? n.changed : 0,
        habits.numbers ? n.born : 0,
        n.device,
        number,
        n.executable);
  }

  void touched(FakeNode node) {
    node.changed = tick();
    node.modified = grain(node.changed);
  }

  private long tick() {
    now += 1_000_003;
    return now;
  }

  private long grain(long time) {
    return time - Math.floorMod(time, habits.grainNanos);
  }
}
