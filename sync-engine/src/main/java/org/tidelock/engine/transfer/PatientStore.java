package org.tidelock.engine.transfer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.StorageException;

/// A storage on a server, asked again when an answer did not come or was one of those that pass: a few times, each after a longer wait, of which chance takes a part
/// away so that devices do not march in step ("full jitter"). Where the server asks to be left alone, nothing at all is sent until then. A
/// [#create] that is tried again may find what the first try has stored: the caller compares it ([Remote#put]). Thread-safe.
final class PatientStore implements ObjectStore {
  private static final Logger LOG = LoggerFactory.getLogger(PatientStore.class);

  private static final int TRIES = 5;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private static final Duration UNSAID = Duration.ofSeconds(10);

  /// Who is to wait longer is told so, and comes again with the next round.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /// Servers take whoever comes again and again with a wrong password for an attacker, and shut out the whole account: after so many refusals nothing is sent for a while. Who gives another
  /// password has another store.
  private static final int MOST_REFUSALS = 2;

  private static final Duration AFTER_REFUSALS = Duration.ofMinutes(15);

  /// Bytes of an answer after which it may break off once more: a line that is cut again and again does not keep an object from coming, and one on which next to nothing
  /// comes does not hold a sync up.
  private static final int FURTHER = 64 << 10;

  private final ObjectStore store;
  private final RotatingSecret secret;
  private final UploadSizes sizes;
  private final Time time;
  private final RandomGenerator random;

  private final LeftAlone leftAlone;

  private volatile boolean closed;
  private final AtomicReference<Refusals> refusals = new AtomicReference<>(Refusals.NONE);

  /// In a row.
  ///
  /// @param until on the clock of [Time#nanos]
  private record Refusals(int count, long until, Optional<StorageException.SignIn> last) {
    static final Refusals NONE = new Refusals(0, 0, Optional.empty());
  }

  /// @param secret what opens it
  /// @param sizes is told what becomes of large uploads
  /// @param leftAlone of the account; nothing is sent before it is over
  PatientStore(
      ObjectStore store,
      RotatingSecret secret,
      UploadSizes sizes,
      LeftAlone leftAlone,
      Time time,
      RandomGenerator random) {
    this.store = store;
    this.secret = secret;
    this.sizes = sizes;
    this.time = time;
    this.random = random;
    this.leftAlone = leftAlone;
  }

  @FunctionalInterface
  private interface Request<T> {
    T send() throws StorageException, InterruptedException;

    /// Bytes of the answer that have come so far, and are not asked for again.
    default int come() {
      return 0;
    }

    /// Whether it is not tried once more.
    ///
    /// @param tried so often so far
    default boolean isLast(int tried, StorageException.Transient e) {
      return tried == TRIES;
    }
  }

  private <T> T patiently(Request<T> request) throws StorageException, InterruptedException {
    T answer = answered(request);
    keep();
    return answer;
  }

  /// The storage goes on also where the profile cannot be written.
  private void keep() {
    try {
      secret.opened();
    } catch (StorageException e) {
      LOG.warn("what opens the storage could not be kept in the profile", e);
    }
  }

  private <T> T answered(Request<T> request) throws StorageException, InterruptedException {
    int come = 0;
    for (int tried = 1; ; tried++) {
      awaitOpening();
      try {
        T answer = request.send();
        refusals.set(Refusals.NONE);
        return answer;
      } catch (StorageException.SignIn e) {
        refused(e);
        throw e;
      } catch (StorageException.Transient e) {
        if (request.come() - come >= FURTHER) {
          come = request.come();
          tried = 1;
        }
        if (request.isLast(tried, e) || closed) throw e;
        time.sleep(wait(tried));
      } catch (StorageException.Throttled e) {
        Duration wish = e.retryAfter().orElse(unsaid(tried));
        leftAlone.atLeast(wish);
        if (tried == TRIES || wish.compareTo(LONGEST_WAIT) > 0) throw e;
      }
    }
  }

  private void refused(StorageException.SignIn e) {
    long until = time.nanos() + AFTER_REFUSALS.toNanos();
    refusals.updateAndGet(before -> new Refusals(before.count + 1, until, Optional.of(e)));
  }

  private void requireLetIn() throws StorageException.SignIn {
    Refusals now = refusals.get();
    if (now.count >= MOST_REFUSALS && now.until - time.nanos() > 0) throw now.last.orElseThrow();
  }

  /// Where that would take too long, nothing is sent: a storage that asks to be left alone counts what comes nevertheless, and is closed for longer.
  private void awaitOpening() throws StorageException, InterruptedException {
    requireOpen();
    requireLetIn();
    Duration left = leftAlone.left();
    if (left.compareTo(LONGEST_WAIT) > 0)
      throw new StorageException.Throttled("The storage asks to be left alone for a while.", left);
    if (!left.isPositive()) return;
    time.sleep(left);
    requireOpen();
  }

  /// Who waits still when another store takes this one's place must not come with the credentials of before.
  private void requireOpen() throws StorageException.Transient {
    if (closed) throw new StorageException.Transient("The storage was closed.", null);
  }

  /// Where the storage does not say how long it wants to be left alone. What comes too early counts, and closes it for longer.
  private Duration unsaid(int tried) {
    return UNSAID.multipliedBy(1L << (tried - 1)).plus(wait(tried));
  }

  private Duration wait(int tried) {
    long most = FIRST_WAIT.toNanos() << (tried - 1);
    return Duration.ofNanos((long) (most * random.nextDouble()));
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    patiently(new Creation(name, bytes));
  }

  /// Where the line has broken several times under large objects, whoever can send smaller ones instead does better with those.
  private final class Creation implements Request<Boolean> {
    private static final int TRIES_OF_LARGE = 2;

    private final ObjectName name;
    private final ByteBuffer bytes;

    Creation(ObjectName name, ByteBuffer bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public Boolean send() throws StorageException, InterruptedException {
      store.create(name, bytes);
      sizes.passed(bytes.remaining());
      return true;
    }

    @Override
    public boolean isLast(int tried, StorageException.Transient e) {
      if (e.reason() == StorageException.Transient.Reason.BROKEN) sizes.broke(bytes.remaining());
      return tried == TRIES
          || tried >= TRIES_OF_LARGE && sizes.isTooLargeForLine(name, bytes.remaining());
    }
  }

  @Override
  public boolean verifiesUploads() {
    return store.verifiesUploads();
  }

  @Override
  public boolean readsAreCheap() {
    return store.readsAreCheap();
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    return patiently(() -> store.get(name, maxLength));
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    return patiently(() -> store.getRange(name, offset, length));
  }

  /// Where an answer broke off, the next try goes on.
  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    return patiently(new Part(name, offset, into));
  }

  /// A part of an object, as far as it has come.
  private final class Part implements Request<Integer> {
    private final ObjectName name;
    private final long offset;
    private final ByteBuffer into;
    private final int start;

    Part(ObjectName name, long offset, ByteBuffer into) {
      this.name = name;
      this.offset = offset;
      this.into = into;
      this.start = into.position();
    }

    @Override
    public Integer send() throws StorageException, InterruptedException {
      if (come() == 0 || into.hasRemaining()) store.read(name, offset + come(), into);
      return come();
    }

    @Override
    public int come() {
      return into.position() - start;
    }
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    return patiently(() -> store.stat(name));
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    return patiently(() -> store.list(folder));
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    return patiently(store::listAll);
  }

  @Override
  public Optional<Set<String>> names() throws StorageException, InterruptedException {
    return patiently(store::names);
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    patiently(
        () -> {
          store.delete(name);
          return true;
        });
  }

  @Override
  public void prepare() throws StorageException, InterruptedException {
    patiently(
        () -> {
          store.prepare();
          return true;
        });
  }

  @Override
  public SortedMap<String, String> probe() throws StorageException, InterruptedException {
    return patiently(store::probe);
  }

  @Override
  public void clearLeftovers() throws StorageException, InterruptedException {
    patiently(
        () -> {
          store.clearLeftovers();
          return true;
        });
  }

  @Override
  public Guarantees guarantees() {
    return store.guarantees();
  }

  @Override
  public OptionalLong room() throws StorageException, InterruptedException {
    return patiently(store::room);
  }

  @Override
  public boolean removePlace() throws StorageException, InterruptedException {
    return patiently(store::removePlace);
  }

  @Override
  public Optional<String> identity() {
    return store.identity();
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    closed = true;
    store.close();
  }
}
