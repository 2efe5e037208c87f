package org.tidelock.engine.storage.s3;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Ranges;
import org.tidelock.engine.storage.s3.S3Server.Ask;
import org.tidelock.engine.storage.s3.S3Server.Outcome;

/// Objects in a bucket. Each is sent with one request, signed together with the hash of its bytes; nothing of a request that is cut off is ever seen.
///
/// RACE: of two creators of one name both may be told that they made it, on a server that does not know `If-None-Match`, and the later one stays. Names are
/// never used for two objects, so that nobody else writes this one.
final class S3Store implements ObjectStore {
  /// The name of what is agreed: whether the server refuses what exists, `yes` or `no`.
  static final String REFUSES = "s3-refuses-existing";

  /// More are no vault, but a server that has no end: 16 TiB of packs are a million.
  static final int MOST_OBJECTS = 1_000_000;

  /// Pages that hold less count as much, so that empty ones come to an end, too.
  private static final int LEAST_A_PAGE = 100;

  private final S3Server server;
  private final SecureRandom random;
  private final int mostObjects;
  private final ReentrantLock probing = new ReentrantLock();
  private volatile @Nullable Boolean refuses;

  S3Store(S3Server server, Optional<String> refuses, SecureRandom random, int mostObjects) {
    this.server = server;
    this.random = random;
    this.mostObjects = mostObjects;
    this.refuses = refuses.map("yes"::equals).orElse(null);
  }

  private String key(ObjectName name) {
    return server.bucket().base() + name;
  }

  private <T> Outcome<T> ask(Ask ask, HttpClient.Reading<T> good)
      throws StorageException, InterruptedException {
    try {
      return server.ask(ask, good);
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
  }

  private StorageException explained(S3Error error) {
    return error.explained(server.bucket().name());
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    if (!refusesExisting() && stat(name).isPresent()) throw new AlreadyExists(name);
    try {
      Optional<S3Error> error = put(key(name), bytes, refusesExisting()).error();
      if (error.isEmpty()) return;
      if (error.get().isExistence()) throw new AlreadyExists(name);
      throw explained(error.get());
    } catch (HttpException e) {
      throw settled(name, e);
    }
  }

  private Outcome<Boolean> put(String key, ByteBuffer bytes, boolean onlyNew)
      throws HttpException, StorageException, InterruptedException {
    Ask ask = onlyNew ? Ask.of("PUT", key, "If-None-Match", "*") : Ask.of("PUT", key);
    return server.ask(ask.sending(bytes), _ -> true);
  }

  /// Without an answer the object is there as a whole or not at all; whether it is ours, the caller finds out by its bytes.
  private StorageException settled(ObjectName name, HttpException e)
      throws StorageException, InterruptedException {
    if (e.kind() == HttpException.Kind.LOST && stat(name).isPresent())
      return new AlreadyExists(name);
    return HttpTroubles.of(e);
  }

  /// Each upload is signed with the hash of its bytes, which the server compares.
  @Override
  public boolean verifiesUploads() {
    return true;
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    Outcome<byte[]> got =
        ask(
            Ask.of("GET", key(name)),
            answer -> {
              long length = answer.length().orElse(-1);
              if (length < 0)
                throw new Permanent("The storage does not say how long an object is.", null);
              if (length > maxLength) throw new OutOfBounds(name, length);
              return answer.bytes((int) length);
            });
    return got.value().orElseThrow(() -> missing(name, got));
  }

  private <T> StorageException missing(ObjectName name, Outcome<T> got) {
    S3Error error = got.error().orElseThrow();
    return error.isAbsence() && !error.code().isEmpty() ? new NotFound(name) : explained(error);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    boolean impossible = offset < 0 || length < 0 || offset > Long.MAX_VALUE - length;
    if (impossible || length == 0) {
      long size = stat(name).orElseThrow(() -> new NotFound(name)).size();
      if (impossible || offset > size) throw new OutOfBounds(name, size);
      return new byte[0];
    }
    ByteBuffer into = ByteBuffer.allocate(length);
    int read = read(name, offset, into);
    if (read < length) throw new OutOfBounds(name, offset + read);
    return into.array();
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    if (!into.hasRemaining()) return 0;
    String range = Ranges.header(offset, into);
    Outcome<Integer> got =
        ask(Ask.of("GET", key(name), "Range", range), answer -> Ranges.read(answer, offset, into));
    if (got.error().filter(S3Error::isPastTheEnd).isPresent()) return 0;
    return got.value().orElseThrow(() -> missing(name, got));
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    Outcome<ObjectInfo> got =
        ask(Ask.of("HEAD", key(name)), answer -> info(name, saidLength(answer), answer));
    if (got.value().isPresent()) return got.value();
    S3Error error = got.error().orElseThrow();
    if (!error.isAbsence()) throw explained(error);
    return why(name);
  }

  private static ObjectInfo info(ObjectName name, long size, HttpAnswer answer)
      throws StorageException {
    if (size < 0) throw new Permanent("The storage does not say how long an object is.", null);
    return new ObjectInfo(
        name, size, answer.header("Last-Modified").map(S3Store::time).orElse(Instant.EPOCH));
  }

  /// Of an answer that has no body.
  private static long saidLength(HttpAnswer answer) {
    String length = answer.header("Content-Length").orElse("");
    return length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  private static Instant time(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /// The answer to HEAD does not tell a bucket that is not there from an object that is not: an empty storage must not be seen where there is none.
  private Optional<ObjectInfo> why(ObjectName name) throws StorageException, InterruptedException {
    Outcome<ObjectInfo> got =
        ask(
            Ask.of("GET", key(name), "Range", "bytes=0-0"),
            answer -> info(name, wholeLength(answer), answer));
    if (got.value().isPresent()) return got.value(); // it has just come
    S3Error error = got.error().orElseThrow();
    if (error.isPastTheEnd()) return Optional.of(new ObjectInfo(name, 0, Instant.EPOCH));
    if (missing(name, got) instanceof NotFound) return Optional.empty();
    throw explained(error);
  }

  private static long wholeLength(HttpAnswer answer) {
    if (answer.status() == 200) return answer.length().orElse(-1);
    return Ranges.wholeLength(answer);
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    return all(folder + "/");
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    return all("");
  }

  private List<ObjectInfo> all(String below) throws StorageException, InterruptedException {
    String base = server.bucket().base();
    List<ObjectInfo> found = new ArrayList<>();
    int seen = 0;
    Optional<String> from = Optional.empty();
    do {
      ListPage page = page(base + below, from, false);
      seen += Math.max(LEAST_A_PAGE, page.entries().size());
      if (seen > mostObjects || page.next().isPresent() && page.next().equals(from))
        throw new Permanent("The storage lists objects without an end.", null);
      for (ListPage.Entry e : page.entries()) {
        if (!e.allegedKey().startsWith(base + below) || e.size() < 0) continue;
        String name = e.allegedKey().substring(base.length());
        if (ObjectName.isValid(name))
          found.add(new ObjectInfo(new ObjectName(name), e.size(), e.modified()));
      }
      from = page.next();
    } while (from.isPresent());
    return found;
  }

  private ListPage page(String prefix, Optional<String> from, boolean topOnly)
      throws StorageException, InterruptedException {
    Ask ask = Ask.of("GET", "").with("list-type", "2").with("encoding-type", "url");
    ask = ask.with("prefix", prefix);
    if (from.isPresent()) ask = ask.with("continuation-token", from.get());
    if (topOnly) ask = ask.with("delimiter", "/");
    Outcome<ListPage> got = ask(ask, answer -> ListPage.read(answer.bytes(ListPage.MOST_BYTES)));
    return got.value().orElseThrow(() -> explained(got.error().orElseThrow()));
  }

  /// Of the first thousand: enough to see that somebody else is at home.
  @Override
  public Optional<Set<String>> names() throws StorageException, InterruptedException {
    String base = server.bucket().base();
    ListPage page = page(base, Optional.empty(), true);
    Set<String> names = new TreeSet<>();
    for (ListPage.Entry e : page.entries()) addName(e.allegedKey(), base, names);
    for (String prefix : page.prefixes()) addName(prefix, base, names);
    return Optional.of(names);
  }

  private static void addName(String key, String base, Set<String> names) {
    if (!key.startsWith(base)) return;
    String name = key.substring(base.length()).split("/", 2)[0];
    if (!name.isEmpty()) names.add(name);
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    deleteKey(key(name));
  }

  private void deleteKey(String key) throws StorageException, InterruptedException {
    Optional<S3Error> error = ask(Ask.of("DELETE", key), _ -> true).error();
    if (error.isPresent() && !error.get().code().equals("NoSuchKey")) throw explained(error.get());
  }

  /// Buckets are made at the provider: where, and who may look in, is decided there.
  @Override
  public void prepare() throws StorageException, InterruptedException {
    page(server.bucket().base(), Optional.empty(), true);
  }

  @Override
  public SortedMap<String, String> probe() throws StorageException, InterruptedException {
    boolean found = tryOut();
    refuses = found;
    SortedMap<String, String> agreed = new TreeMap<>();
    agreed.put(REFUSES, found ? "yes" : "no");
    return agreed;
  }

  /// What the server does with a name that exists.
  private boolean refusesExisting() throws StorageException, InterruptedException {
    Boolean known = refuses;
    if (known != null) return known;
    probing.lockInterruptibly();
    try {
      known = refuses;
      if (known != null) return known;
      boolean found = tryOut();
      refuses = found;
      return found;
    } finally {
      probing.unlock();
    }
  }

  /// The second upload differs in length, so that one can tell which of them is there.
  private boolean tryOut() throws StorageException, InterruptedException {
    String key = server.bucket().base() + UNFINISHED + "/probe-" + Id128.random(random);
    try {
      Outcome<Boolean> first = put(key, ByteBuffer.allocate(10), true);
      if (first.error().filter(S3Error::isUnknownHere).isPresent()) return false;
      if (first.error().isPresent()) throw explained(first.error().get());
      Outcome<Boolean> second = put(key, ByteBuffer.allocate(20), true);
      return second.error().filter(S3Error::isExistence).isPresent();
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    } finally {
      deleteKey(key);
    }
  }

  /// A PUT that is cut off does not have the hash that it was signed with.
  @Override
  public Guarantees guarantees() {
    return Guarantees.of(!Boolean.FALSE.equals(refuses), CutUpload.LEAVES_NOTHING);
  }

  @Override
  public String describe() {
    Bucket b = server.bucket();
    return b.name() + "/" + String.join("/", b.prefix()) + " (" + b.endpoint().getHost() + ")";
  }

  @Override
  public void close() {
    server.close();
  }
}
