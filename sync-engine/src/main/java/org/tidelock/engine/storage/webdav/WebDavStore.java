package org.tidelock.engine.storage.webdav;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.storage.Guarantees.CutUpload;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.AlreadyExists;
import org.tidelock.engine.storage.StorageException.NotFound;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.StorageException.Transient.Reason;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.webdav.DavServer.Outcome;
import org.tidelock.engine.storage.webdav.DavServer.Place;

/// Objects on a WebDAV server.
///
/// RACE: of two creators of one name both may be told that they made it, on a server that does not keep its own rules (Apache among them), and the later one stays. Names
/// are never used for two objects, so that nobody else writes this one.
final class WebDavStore implements ObjectStore {
  /// The name of what is agreed: [Habits#text].
  static final String HABITS = "webdav-habits";

  /// A larger object is not sent in the hope that its collection is there.
  private static final int LARGE = 64 << 10;

  /// Of an object of which the server says that it has the right length, so many of the last bytes are compared.
  private static final int COMPARED = 64 << 10;

  private static final int LISTINGS_AT_ONCE = 4;

  /// To make a folder.
  private static final int TRIES = 4;

  private final DavServer server;
  private final String owner;
  private final SecureRandom random;

  /// Of the store as a whole: folders in folders are listed at once, too.
  private final Semaphore listing = new Semaphore(LISTINGS_AT_ONCE);

  private final ReentrantLock probing = new ReentrantLock();
  private volatile @Nullable Habits habits;

  /// Collections that were there at some time in this run.
  private final Set<List<String>> known = ConcurrentHashMap.newKeySet();

  WebDavStore(DavServer server, Optional<Habits> habits, String owner, SecureRandom random) {
    this.server = server;
    this.habits = habits.orElse(null);
    this.owner = owner;
    this.random = random;
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    Habits how = habits();
    boolean looksFirst = how.showsParts() || !how.refusesExisting();
    if (looksFirst && stat(name).isPresent()) throw new AlreadyExists(name);
    if (bytes.remaining() > LARGE) makeCollections(parent(name));
    if (how.showsParts()) moveInto(name, bytes);
    else put(name, bytes);
  }

  private void put(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    Place place = Place.object(name.value());
    Outcome outcome = server.put(place, bytes, true);
    if (isWorthASecondTry(outcome, name, bytes)) outcome = server.put(place, bytes, true);
    settle(outcome, name, bytes);
  }

  /// After an answer that may mean that the collection was not there: it is then.
  private boolean isWorthASecondTry(Outcome outcome, ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    boolean refused = outcome == Outcome.ABSENT || outcome == Outcome.UNCLEAR;
    if (!refused || (outcome == Outcome.UNCLEAR && isOurs(name, bytes))) return false;
    known.remove(parent(name));
    makeCollections(parent(name));
    return true;
  }

  private boolean isThere(List<String> collection) throws StorageException, InterruptedException {
    return server
        .look(Place.folder(collection))
        .filter(Multistatus.Response::isCollection)
        .isPresent();
  }

  /// Says what became of an upload or a move, if need be after a look.
  private void settle(Outcome outcome, ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    switch (outcome) {
      case DONE -> {}
      case EXISTS -> throw new AlreadyExists(name);
      case ABSENT ->
          throw new Transient("The server did not take an object, and does not say why.", null);
      case UNCLEAR, LOST -> {
        if (isOurs(name, bytes)) return;
        if (stat(name).isPresent()) throw new AlreadyExists(name);
        throw unsaid(outcome);
      }
    }
  }

  private static Transient unsaid(Outcome outcome) {
    return new Transient(
        outcome == Outcome.LOST ? Reason.BROKEN : Reason.SILENT,
        "The server did not say whether it has stored an object.",
        null);
  }

  /// Whether it is there and, as far as a cheap look tells, has these bytes.
  private boolean isOurs(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    int length = bytes.remaining();
    if (stat(name).filter(info -> info.size() == length).isEmpty()) return false;
    int compared = Math.min(length, COMPARED);
    if (compared == 0) return true;
    ByteBuffer end = ByteBuffer.allocate(compared);
    OptionalInt read = new Reading(server, name).into((long) length - compared, end);
    return read.isPresent()
        && read.getAsInt() == compared
        && end.flip().equals(bytes.slice(bytes.position() + length - compared, compared));
  }

  /// Under another name first, so that nobody sees a part of it.
  private void moveInto(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    Place there = unfinished();
    boolean moved = false;
    try {
      upload(there, bytes);
      Outcome outcome = server.move(there, Place.object(name.value()));
      if (isWorthASecondTry(outcome, name, bytes))
        outcome = server.move(there, Place.object(name.value()));
      moved = outcome == Outcome.DONE;
      settle(outcome, name, bytes);
    } finally {
      if (!moved) discard(there);
    }
  }

  private Place unfinished() {
    String begin = owner.isEmpty() ? "" : owner + "-";
    return new Place(List.of(UNFINISHED, begin + Id128.random(random)), false);
  }

  private void upload(Place there, ByteBuffer bytes) throws StorageException, InterruptedException {
    makeCollections(List.of(UNFINISHED));
    Outcome outcome = server.put(there, bytes, false);
    if (outcome == Outcome.ABSENT) {
      known.remove(List.of(UNFINISHED));
      makeCollections(List.of(UNFINISHED));
      outcome = server.put(there, bytes, false);
    }
    if (outcome == Outcome.DONE) return;
    boolean whole =
        outcome != Outcome.EXISTS
            && server.look(there).filter(r -> r.size() == bytes.remaining()).isPresent();
    if (!whole) throw unsaid(outcome);
  }

  /// Whatever interrupts the caller: what was begun is not to be left. What stays nevertheless [#clearLeftovers] finds.
  private void discard(Place there) {
    boolean interrupted = Thread.interrupted();
    try {
      server.delete(there);
    } catch (StorageException e) {
      return;
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static List<String> parent(ObjectName name) {
    List<String> segments = Arrays.asList(name.value().split("/"));
    return List.copyOf(segments.subList(0, segments.size() - 1));
  }

  private void makeCollections(List<String> path) throws StorageException, InterruptedException {
    if (path.isEmpty() || known.contains(path)) return;
    // A server that many write to at once may forget the folder above for a moment (rclone).
    for (int i = 0; i < TRIES; i++)
      if (hasMade(path)) {
        known.add(List.copyOf(path));
        return;
      }
    throw new Transient("The server does not make a folder.", null);
  }

  private boolean hasMade(List<String> path) throws StorageException, InterruptedException {
    Outcome outcome = server.makeCollection(path);
    if (outcome == Outcome.ABSENT || outcome == Outcome.UNCLEAR) {
      List<String> above = path.subList(0, path.size() - 1);
      if (above.isEmpty()) requirePlace();
      makeCollections(above);
      outcome = server.makeCollection(path);
    }
    return outcome == Outcome.DONE || outcome == Outcome.EXISTS || isThere(path);
  }

  @Override
  public void prepare() throws StorageException, InterruptedException {
    if (isThere(List.of())) return;
    for (int length = 1; length <= server.base().size(); length++) server.makeBase(length);
    if (!isThere(List.of()))
      throw new Permanent("The folder could not be made on the server.", null);
  }

  /// Where the place of a vault is not, nothing is known of what is in it: a drive that is not connected must not look like an empty storage.
  private void requirePlace() throws StorageException, InterruptedException {
    if (!isThere(List.of()))
      throw new Transient("The folder of this storage is not on the server.", null);
  }

  @Override
  public SortedMap<String, String> probe() throws StorageException, InterruptedException {
    Habits found = new Probing(server, random).run();
    habits = found;
    return new TreeMap<>(java.util.Map.of(HABITS, found.text()));
  }

  private Habits habits() throws StorageException, InterruptedException {
    Habits now = habits;
    if (now != null) return now;
    probing.lockInterruptibly();
    try {
      now = habits;
      if (now != null) return now;
      requirePlace();
      Habits found = new Probing(server, random).run();
      habits = found;
      return found;
    } finally {
      probing.unlock();
    }
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    Optional<byte[]> whole = new Reading(server, name).whole(maxLength);
    if (whole.isEmpty()) throw absent(name);
    return whole.get();
  }

  private NotFound absent(ObjectName name) throws StorageException, InterruptedException {
    requirePlace();
    return new NotFound(name);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    boolean impossible = offset < 0 || length < 0 || offset > Long.MAX_VALUE - length;
    if (impossible || length == 0) {
      ObjectInfo info = stat(name).orElseThrow(() -> new NotFound(name));
      if (impossible || offset > info.size()) throw new OutOfBounds(name, info.size());
      return new byte[0];
    }
    long size = -1;
    if (length > LARGE) { // before memory is taken for what is not there
      size = stat(name).orElseThrow(() -> new NotFound(name)).size();
      if (offset > size - length) throw new OutOfBounds(name, size);
    }
    ByteBuffer into = ByteBuffer.allocate(length);
    if (read(name, offset, into) == length) return into.array();
    throw new OutOfBounds(name, stat(name).map(ObjectInfo::size).orElse(size));
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    if (!into.hasRemaining()) return 0;
    OptionalInt read = new Reading(server, name).into(offset, into);
    if (read.isEmpty()) throw absent(name);
    return read.getAsInt();
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    Optional<Multistatus.Response> there = new Reading(server, name).object();
    if (there.isPresent()) return Optional.of(info(name, there.get()));
    requirePlace();
    return Optional.empty();
  }

  private ObjectInfo info(ObjectName name, Multistatus.Response r) throws StorageException {
    if (r.size() < 0) throw new Permanent("The server does not say how long an object is.", null);
    return new ObjectInfo(name, r.size(), r.modified());
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    return walk(List.of(folder));
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    return walk(List.of());
  }

  private static final int DEPTH = 3;

  private List<ObjectInfo> walk(List<String> folder) throws StorageException, InterruptedException {
    Optional<List<Multistatus.Response>> children = listed(folder);
    if (children.isEmpty()) {
      requirePlace();
      return List.of(); // not made yet, or deleted meanwhile
    }
    List<ObjectInfo> found = new ArrayList<>();
    List<HttpClient.Task<List<ObjectInfo>>> more = new ArrayList<>();
    for (Multistatus.Response child : children.get()) sort(folder, child, found, more);
    if (!folder.isEmpty()) known.add(folder);
    for (List<ObjectInfo> one : server.client().together(more, LISTINGS_AT_ONCE)) found.addAll(one);
    return found;
  }

  private Optional<List<Multistatus.Response>> listed(List<String> folder)
      throws StorageException, InterruptedException {
    listing.acquire();
    try {
      return server.children(folder);
    } finally {
      listing.release();
    }
  }

  /// @param more what has to be asked for to know the rest
  private void sort(
      List<String> folder,
      Multistatus.Response child,
      List<ObjectInfo> found,
      List<HttpClient.Task<List<ObjectInfo>>> more)
      throws StorageException {
    List<String> path = new ArrayList<>(folder);
    path.add(child.path().getLast());
    String name = String.join("/", path);
    if (!ObjectName.isValid(name)) return;
    if (child.isCollection()) {
      if (path.size() < DEPTH) more.add(() -> walk(List.copyOf(path)));
    } else if (child.size() > 0) found.add(info(new ObjectName(name), child));
    else more.add(() -> byItself(new ObjectName(name)));
  }

  /// What a list shows without any bytes may be gone, or begun: sabre/dav lists what is deleted meanwhile as 0 bytes of 1970. Whoever compares lengths must not
  /// take that for a damaged object.
  private List<ObjectInfo> byItself(ObjectName name) throws StorageException, InterruptedException {
    Optional<Multistatus.Response> there = new Reading(server, name).object();
    return there.isEmpty() ? List.of() : List.of(info(name, there.get()));
  }

  @Override
  public Optional<Set<String>> names() throws StorageException, InterruptedException {
    Optional<List<Multistatus.Response>> children = server.children(List.of());
    if (children.isEmpty()) return Optional.empty();
    Set<String> names = new TreeSet<>();
    children.get().forEach(child -> names.add(child.path().getLast()));
    return Optional.of(names);
  }

  /// After a look: a collection would go with all that is in it.
  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    if (stat(name).isEmpty()) return;
    Outcome outcome = server.delete(Place.object(name.value()));
    if (outcome == Outcome.DONE || outcome == Outcome.ABSENT) return;
    if (stat(name).isPresent())
      throw new Transient("The server did not delete an object, and does not say why.", null);
  }

  @Override
  public Guarantees guarantees() {
    Habits now = habits;
    if (now == null) return Guarantees.STRONG;
    return Guarantees.of(
        now.refusesExisting(), now.showsParts() ? CutUpload.LEAVES_PART : CutUpload.LEAVES_NOTHING);
  }

  @Override
  public OptionalLong room() throws StorageException, InterruptedException {
    return server.room();
  }

  @Override
  public boolean removePlace() throws StorageException, InterruptedException {
    return removeEmpty(List.of());
  }

  /// RACE: a collection goes with all that is in it, so that what comes after the look would go, too. Only folders that a trial has just made are
  /// removed, in which nobody else has anything to do.
  private boolean removeEmpty(List<String> folder) throws StorageException, InterruptedException {
    Optional<List<Multistatus.Response>> children = server.children(folder);
    if (children.isEmpty()) return true;
    boolean empty = true;
    for (Multistatus.Response child : children.get()) {
      List<String> path = new ArrayList<>(folder);
      path.add(child.path().getLast());
      empty &= child.isCollection() && path.size() <= DEPTH && removeEmpty(path);
    }
    if (!empty) return false;
    Outcome outcome = server.delete(Place.folder(folder));
    known.remove(folder);
    return outcome == Outcome.DONE || outcome == Outcome.ABSENT || !isThere(folder);
  }

  @Override
  public void clearLeftovers() throws StorageException, InterruptedException {
    Habits now = habits;
    boolean neverLeaves = now != null && !now.showsParts();
    if (owner.isEmpty() || neverLeaves) return;
    Optional<List<Multistatus.Response>> left = server.children(List.of(UNFINISHED));
    if (left.isEmpty()) return;
    for (Multistatus.Response r : left.get()) {
      String name = r.path().getLast();
      boolean ours = name.startsWith(owner + "-") && ObjectName.isValid(name);
      if (ours && !r.isCollection()) server.delete(new Place(List.of(UNFINISHED, name), false));
    }
  }

  @Override
  public String describe() {
    return server.describe();
  }

  @Override
  public void close() {
    server.close();
  }
}
