package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.storage.Guarantees.CutUpload;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.NotFound;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.Terms;

/// Objects as files below one folder of an SSH server. A new object is written to a temporary file, forced to the server's disk where the server can,
/// and linked to its name, which fails if the name exists and shows nobody a part of it. Links are not followed, and names outside the grammar
/// are not seen. A connection that is lost fails what goes on in it; the next request makes a new one.
public final class SftpStore implements ObjectStore {
  /// No create takes so long.
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final int LISTINGS = 20;

  /// Segments of a name.
  private static final int DEPTH = 3;

  /// The name of what is agreed: the key by which the server is known ([HostKey#toString]).
  public static final String HOST_KEY = StorageAccess.HOST_KEY;

  private final SftpAddress address;
  private final String owner;
  private final SecureRandom random;
  private final Bandwidth bandwidth;
  private final Paths paths;
  private final Placing placing;
  private final Patience patience;
  private final Connector connector;
  private final HostKeys hostKeys;
  private final int mostEntries;
  private final ReentrantLock connecting = new ReentrantLock();
  private @Nullable Link link;
  private volatile boolean closed;

  SftpStore(
      SftpAddress address,
      Terms terms,
      Connector connector,
      HostKeys hostKeys,
      Patience patience,
      int mostEntries) {
    this.address = address;
    this.owner = terms.owner();
    this.random = terms.random();
    this.bandwidth = terms.bandwidth();
    this.connector = connector;
    this.hostKeys = hostKeys;
    this.patience = patience;
    this.mostEntries = mostEntries;
    this.paths = new Paths(address.path());
    this.placing = new Placing(paths);
  }

  /// Connects with the first request.
  ///
  /// @param terms whose owner begins the names of temporary files, so that the same owner finds those of its earlier, interrupted runs
  public static SftpStore of(
      SftpAddress address, Login login, HostKeys hostKeys, Path knownHosts, Terms terms) {
    Connector connector =
        new Connector(address, login, hostKeys, new KnownHostsFile(knownHosts), Patience.USUAL);
    return new SftpStore(address, terms, connector, hostKeys, Patience.USUAL, Walk.MOST);
  }

  /// What goes on in one conversation.
  @FunctionalInterface
  private interface Operation<T> {
    T on(SftpChannel channel) throws IOException, StorageException, InterruptedException;
  }

  private <T> T run(ObjectName name, int needed, Operation<T> operation)
      throws StorageException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    Loan loan = borrow(name);
    try {
      return operation.on(loan.channel);
    } catch (Refusal e) {
      throw translate(loan.channel, name, needed, e);
    } catch (IOException e) {
      loan.channel.fail(e);
      throw lost(name, e);
    } finally {
      loan.from.giveBack(loan.channel);
    }
  }

  private record Loan(Link from, SftpChannel channel) {}

  /// Of a connection that turns out to be lost before anything was asked, another one takes the place.
  private Loan borrow(ObjectName name) throws StorageException, InterruptedException {
    for (int i = 1; ; i++) {
      Link on = link();
      try {
        return new Loan(on, on.borrow());
      } catch (IOException e) {
        on.close();
        if (i == 2) throw lost(name, e);
      }
    }
  }

  /// The connection there is, or a new one.
  private Link link() throws StorageException, InterruptedException {
    connecting.lockInterruptibly();
    try {
      if (closed) throw new Transient("The storage is closed.", null);
      Link there = link;
      if (there != null && there.isOpen() && !there.isDoubtful()) return there;
      if (there != null && there.isOpen() && isAlive(there)) return there;
      if (there != null) there.close();
      link = null;
      Link made = connector.connect();
      link = made;
      return made;
    } finally {
      connecting.unlock();
    }
  }

  /// A line that was cut while nobody used it is found out with a question, not with what is to be stored.
  private boolean isAlive(Link doubtful) throws InterruptedException {
    try {
      SftpChannel channel = doubtful.borrow();
      try {
        channel.ask(Request.realPath(".")).awaitFor(patience.connect()).path();
        return true;
      } finally {
        doubtful.giveBack(channel);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private Transient lost(ObjectName name, IOException e) {
    return new Transient(
        Transient.Reason.BROKEN,
        "The connection to " + address.host() + " was lost during " + name + ".",
        e);
  }

  /// Most servers say no in the same way whatever the reason is.
  ///
  /// @param needed bytes that were to be written
  private StorageException translate(SftpChannel channel, ObjectName name, int needed, Refusal e)
      throws StorageException, InterruptedException {
    try {
      if (e.isAbsence()) {
        Look.requireRoot(channel, paths);
        return new NotFound(name);
      }
      if (e.isForbidden())
        return new Forbidden("The storage does not let this user read or write " + name + ".", e);
      if (e.isFull()) return new QuotaExceeded("The storage is full.", e);
      if (needed > 0 && channel.offers(Extension.SPACE)) {
        Answer.Space space = channel.ask(Request.space(paths.folder())).await().space();
        if (space.readOnly()) return new Forbidden("The storage cannot be written to.", e);
        if (space.free() < needed) return new QuotaExceeded("The storage is full.", e);
      }
    } catch (IOException again) {
      e.addSuppressed(again);
    }
    return new Transient("The storage could not read or write " + name + ".", e);
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    run(
        name,
        Math.max(1, bytes.remaining()),
        channel -> {
          new Upload(channel, paths, name, paths.temporary(temporaryName()), placing, bandwidth)
              .run(bytes);
          return name;
        });
  }

  private String temporaryName() {
    return owner.isEmpty() ? Id128.random(random).toString() : owner + "-" + Id128.random(random);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    return run(
        name,
        0,
        channel -> {
          FileAttributes a = object(channel, name);
          if (a.size() > maxLength) throw new OutOfBounds(name, a.size());
          ByteBuffer into = ByteBuffer.allocate((int) a.size());
          download(channel, name, 0, into);
          return into.array();
        });
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    return run(
        name,
        0,
        channel -> {
          FileAttributes a = object(channel, name);
          if (offset < 0 || length < 0 || offset > a.size() - length)
            throw new OutOfBounds(name, a.size());
          ByteBuffer into = ByteBuffer.allocate(length);
          download(channel, name, offset, into);
          return into.array();
        });
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    return run(
        name,
        0,
        channel -> {
          FileAttributes a = object(channel, name);
          int length = Math.clamp(a.size() - offset, 0, into.remaining());
          int end = into.limit();
          try {
            download(channel, name, offset, into.limit(into.position() + length));
          } finally {
            into.limit(end);
          }
          return length;
        });
  }

  private FileAttributes object(SftpChannel channel, ObjectName name)
      throws IOException, StorageException, InterruptedException {
    return Look.at(channel, paths, name)
        .object()
        .filter(FileAttributes::isFile)
        .orElseThrow(() -> new NotFound(name));
  }

  private void download(SftpChannel channel, ObjectName name, long offset, ByteBuffer into)
      throws IOException, StorageException, InterruptedException {
    if (!into.hasRemaining()) return;
    Pending opened = channel.ask(Request.open(paths.of(name), Request.READ));
    try {
      new Download(channel, opened.await().handle(), name, offset, into, bandwidth).run();
    } finally {
      opened.whenAnswered(a -> closeLate(channel, a));
    }
  }

  private static void closeLate(SftpChannel channel, Answer opened) {
    try {
      channel.ask(Request.close(opened.handle()));
    } catch (IOException e) {
      return; // it was not opened, or the connection is gone and with it what was open
    }
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    return run(
        name,
        0,
        channel ->
            Look.at(channel, paths, name)
                .object()
                .filter(FileAttributes::isFile)
                .map(a -> new ObjectInfo(name, a.size(), a.modified())));
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    ObjectName name = new ObjectName(folder);
    return run(
        name,
        0,
        channel ->
            Look.at(channel, paths, name).object().filter(FileAttributes::isFolder).isPresent()
                ? walk(channel, folder)
                : List.of());
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    return run(
        ObjectName.header(),
        0,
        channel -> {
          Look.requireRoot(channel, paths);
          return walk(channel, "");
        });
  }

  private List<ObjectInfo> walk(SftpChannel channel, String folder)
      throws IOException, StorageException, InterruptedException {
    List<ObjectInfo> found = quiet(() -> new Walk(channel, paths, mostEntries).from(folder));
    Look.requireRoot(channel, paths);
    return found;
  }

  private interface Listing {
    List<ObjectInfo> list() throws IOException, StorageException, InterruptedException;
  }

  /// Some servers refuse to go on with a listing when something in it is deleted: then it is begun anew.
  private static List<ObjectInfo> quiet(Listing listing)
      throws IOException, StorageException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        return listing.list();
      } catch (Refusal e) {
        if (!e.isAbsence()) throw e;
        if (i == LISTINGS) throw new Transient("The storage changes too fast to be listed.", e);
      }
    }
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    run(
        name,
        0,
        channel -> {
          Optional<FileAttributes> there = Look.at(channel, paths, name).object();
          if (there.isPresent() && !there.get().isFolder()) remove(channel, paths.of(name));
          return name;
        });
  }

  private static void remove(SftpChannel channel, String path)
      throws IOException, InterruptedException {
    try {
      channel.ask(Request.remove(path)).await().requireDone();
    } catch (Refusal e) {
      if (!e.isAbsence()) throw e;
    }
  }

  @Override
  public void clearLeftovers() throws StorageException, InterruptedException {
    run(
        ObjectName.header(),
        1,
        channel -> {
          if (Look.at(channel, paths.temporaries()).filter(FileAttributes::isFolder).isPresent())
            new Leftovers(channel, paths, owner, ABANDONED).clear(temporaryName(), mostEntries);
          return owner;
        });
  }

  @Override
  public void prepare() throws StorageException, InterruptedException {
    run(
        ObjectName.header(),
        1,
        channel -> {
          String root = address.path();
          for (int i = root.indexOf('/', 1); !root.isEmpty(); i = root.indexOf('/', i + 1)) {
            makeFolder(channel, i < 0 ? root : root.substring(0, i));
            if (i < 0) break;
          }
          Look.requireRoot(channel, paths);
          return root;
        });
  }

  private static void makeFolder(SftpChannel channel, String path)
      throws IOException, InterruptedException {
    Optional<FileAttributes> there = Look.attributes(channel.ask(Request.follow(path)));
    if (there.isPresent()) return;
    channel.ask(Request.makeFolder(path)).await().requireDone();
  }

  /// Connects, and tells by which key the server is known from then on.
  @Override
  public SortedMap<String, String> probe() throws StorageException, InterruptedException {
    run(
        ObjectName.header(),
        0,
        channel -> {
          Look.requireRoot(channel, paths);
          return channel;
        });
    SortedMap<String, String> agreed = new TreeMap<>();
    for (HostKey key : hostKeys.known()) agreed.put(HOST_KEY, key.toString());
    return agreed;
  }

  @Override
  public Guarantees guarantees() {
    return Guarantees.of(placing.isRefusing(), CutUpload.LEAVES_TEMPORARY);
  }

  @Override
  public OptionalLong room() throws StorageException, InterruptedException {
    return run(
        ObjectName.header(),
        0,
        channel ->
            channel.offers(Extension.SPACE)
                ? OptionalLong.of(channel.ask(Request.space(paths.folder())).await().space().free())
                : OptionalLong.empty());
  }

  @Override
  public boolean removePlace() throws StorageException, InterruptedException {
    return run(ObjectName.header(), 0, channel -> removeEmpty(channel, paths.folder(), DEPTH));
  }

  private boolean removeEmpty(SftpChannel channel, String folder, int depth)
      throws IOException, StorageException, InterruptedException {
    for (String name : new Walk(channel, new Paths(folder), mostEntries).names()) {
      String path = folder + "/" + name;
      boolean deeper = depth > 1 && !name.equals(".") && !name.equals("..");
      if (deeper && Look.at(channel, path).filter(FileAttributes::isFolder).isPresent())
        removeEmpty(channel, path, depth - 1);
    }
    try {
      channel.ask(Request.removeFolder(folder)).await().requireDone();
      return true;
    } catch (Refusal e) {
      return e.isAbsence();
    }
  }

  @Override
  public Optional<String> identity() {
    return hostKeys.known().stream().map(HostKey::toString).findFirst();
  }

  @Override
  public Optional<Set<String>> names() throws StorageException, InterruptedException {
    return run(
        ObjectName.header(),
        0,
        channel -> {
          Optional<FileAttributes> root =
              Look.attributes(channel.ask(Request.follow(paths.folder())));
          if (root.filter(FileAttributes::isFolder).isEmpty()) return Optional.empty();
          Set<String> names = new Walk(channel, paths, mostEntries).names();
          names.removeAll(Set.of(".", "..", Paths.TEMPORARY));
          return Optional.of(names);
        });
  }

  @Override
  public String describe() {
    return "sftp://" + address;
  }

  @Override
  public void close() {
    closed = true;
    connector.close();
  }
}
