package org.tidelock.engine.transfer.trial;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Speed;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// Asks a storage what it does, believing nothing it says. Some 30 requests. What is thrown is trouble on the way, which says nothing of what the storage
/// promises. For one thread.
public final class Trial {
  private static final String FOLDER = "packs";
  private static final int LENGTH = 64 << 10;
  private static final int AT_ONCE = 3;
  private static final int QUESTIONS = 5;

  /// How often a list is looked at, with pauses of 0.2, 0.4, 0.8 and 1.6 s.
  private static final int LOOKS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /// The sizes of packs, from the smallest that a vault can be made of.
  private static final int SMALL = 1 << 20;

  private static final int MIDDLE = PackFormat.SMALL_PACK_SIZE;
  private static final int FULL = PackFormat.PACK_SIZE;

  /// Who sends 1 MiB faster waits a few seconds at most for larger ones.
  private static final Duration FAST = Duration.ofMillis(500);

  /// On a slow line it is only tried whether there is the limit that most limited servers have.
  private static final int ABOVE_SMALL = SMALL + (64 << 10);

  /// OneDrive gets what is larger than 10 MiB in pieces, which are tried with it.
  private static final int LARGE = (10 << 20) + (320 << 10);

  private final ObjectStore store;
  private final Effects effects;
  private final List<ObjectName> made = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private boolean fit;
  private OptionalInt largest = OptionalInt.empty();

  /// @param store at a place at which nothing is
  public Trial(ObjectStore store, Effects effects) {
    this.store = store;
    this.effects = effects;
  }

  private ObjectName fresh() {
    String id = Id128.random(effects.random()).toString();
    ObjectName name = new ObjectName(FOLDER + "/" + id.substring(0, 2) + "/" + id);
    made.add(name);
    return name;
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    effects.random().nextBytes(bytes);
    return bytes;
  }

  private boolean found(Aspect aspect, Verdict verdict, Promise promise) {
    findings.add(new Finding(aspect, verdict, promise.of()));
    return verdict != Verdict.BAD;
  }

  private boolean good(Aspect aspect, Promise promise) {
    return found(aspect, Verdict.GOOD, promise);
  }

  private boolean weak(Aspect aspect, Promise promise) {
    return found(aspect, Verdict.WEAK, promise);
  }

  private boolean bad(Aspect aspect, Promise promise) {
    return found(aspect, Verdict.BAD, promise);
  }

  /// Ends with the first thing that is bad: what comes after it would be hard to explain.
  public List<Finding> run() throws StorageException, InterruptedException {
    ObjectName name = fresh();
    byte[] bytes = random(LENGTH);
    create(name, ByteBuffer.wrap(bytes)); // exists: an answer was lost; what is there is compared
    fit =
        content(name, bytes)
            && ranges(name, bytes)
            && existing(name, bytes)
            && sameMoment()
            && cut()
            && lists(name, bytes.length)
            && deleting(name)
            && size();
    return List.copyOf(findings);
  }

  private Optional<byte[]> get(ObjectName name, int most)
      throws StorageException, InterruptedException {
    try {
      return Optional.of(store.get(name, most));
    } catch (StorageException.NotFound e) {
      return Optional.empty();
    } catch (StorageException.OutOfBounds e) {
      return Optional.of(new byte[0]); // longer than it was stored
    }
  }

  private boolean content(ObjectName name, byte[] bytes)
      throws StorageException, InterruptedException {
    Optional<byte[]> there = get(name, bytes.length);
    if (there.isEmpty()) return bad(Aspect.CONTENT, Promise.LOST);
    return Arrays.equals(there.get(), bytes)
        ? good(Aspect.CONTENT, Promise.COMES_BACK)
        : bad(Aspect.CONTENT, Promise.ALTERED);
  }

  private boolean ranges(ObjectName name, byte[] bytes)
      throws StorageException, InterruptedException {
    boolean right =
        isRange(name, bytes, 0, 1)
            && isRange(name, bytes, 1000, 5000)
            && isRange(name, bytes, bytes.length - 7, 7);
    return right ? good(Aspect.RANGES, Promise.RANGES) : bad(Aspect.RANGES, Promise.WRONG_RANGES);
  }

  private boolean isRange(ObjectName name, byte[] bytes, int offset, int length)
      throws StorageException, InterruptedException {
    try {
      byte[] part = store.getRange(name, offset, length);
      return Arrays.equals(part, Arrays.copyOfRange(bytes, offset, offset + length));
    } catch (StorageException.OutOfBounds e) {
      return false;
    }
  }

  private boolean existing(ObjectName name, byte[] bytes)
      throws StorageException, InterruptedException {
    boolean refused = !create(name, ByteBuffer.wrap(random(LENGTH / 2)));
    boolean kept = get(name, bytes.length).filter(b -> Arrays.equals(b, bytes)).isPresent();
    if (!refused || !kept) return bad(Aspect.EXISTING, Promise.OVERWRITES);
    return switch (store.guarantees().existing()) {
      case REFUSED -> good(Aspect.EXISTING, Promise.REFUSES);
      case OVERWRITTEN -> weak(Aspect.EXISTING, Promise.WOULD_OVERWRITE);
    };
  }

  /// @return false if it exists, as the storage says
  private boolean create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    try {
      store.create(name, bytes);
      return true;
    } catch (StorageException.AlreadyExists e) {
      return false;
    }
  }

  private boolean sameMoment() throws StorageException, InterruptedException {
    ObjectName name = fresh();
    List<byte[]> candidates = new ArrayList<>();
    List<FutureTask<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] candidate = random(LENGTH / 4 + i);
      candidates.add(candidate);
      attempts.add(new FutureTask<>(() -> create(name, ByteBuffer.wrap(candidate))));
    }
    attempts.forEach(effects.io()::execute);
    long winners = 0;
    try {
      for (FutureTask<Boolean> attempt : attempts) if (hasWon(attempt)) winners++;
    } finally {
      attempts.forEach(attempt -> attempt.cancel(true));
    }
    Optional<byte[]> left = get(name, LENGTH);
    boolean whole =
        left.filter(l -> candidates.stream().anyMatch(c -> Arrays.equals(c, l))).isPresent();
    if (winners == 0 && (left.isEmpty() || whole))
      return weak(Aspect.SAME_MOMENT, Promise.NONE_WINS);
    if (!whole) return bad(Aspect.SAME_MOMENT, Promise.MIXED);
    return winners == 1
        ? good(Aspect.SAME_MOMENT, Promise.ONE_WINS)
        : weak(Aspect.SAME_MOMENT, Promise.SEVERAL_WIN);
  }

  /// Servers refuse with many words what others do at the same moment.
  private static boolean hasWon(FutureTask<Boolean> attempt) throws InterruptedException {
    try {
      return attempt.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException) return false;
      throw new IllegalStateException(e.getCause());
    }
  }

  private boolean cut() {
    return switch (store.guarantees().cut()) {
      case LEAVES_NOTHING -> good(Aspect.CUT_UPLOADS, Promise.CUT_LEAVES_NOTHING);
      case LEAVES_TEMPORARY -> good(Aspect.CUT_UPLOADS, Promise.CUT_LEAVES_TEMPORARY);
      case LEAVES_PART -> weak(Aspect.CUT_UPLOADS, Promise.CUT_LEAVES_PART);
    };
  }

  private boolean lists(ObjectName name, int length) throws StorageException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int look = 1; look <= LOOKS; look++) {
      for (ObjectInfo info : store.list(FOLDER))
        if (info.name().equals(name) && info.size() == length)
          return look == 1
              ? good(Aspect.LISTS, Promise.LISTS)
              : weak(Aspect.LISTS, Promise.LISTS_LATE);
      effects.clock().sleep(pause);
      pause = pause.multipliedBy(2);
    }
    return bad(Aspect.LISTS, Promise.LISTS_NOT);
  }

  private boolean deleting(ObjectName name) throws StorageException, InterruptedException {
    store.delete(name);
    boolean gone = store.stat(name).isEmpty() && get(name, LENGTH).isEmpty();
    store.delete(name); // once more is no trouble
    return gone
        ? good(Aspect.DELETING, Promise.DELETES)
        : bad(Aspect.DELETING, Promise.KEEPS_DELETED);
  }

  private boolean size() throws StorageException, InterruptedException {
    long begin = effects.clock().nanos();
    if (!takes(SMALL)) return found(Verdict.BAD, Promise.TAKES_TOO_LITTLE, SMALL);
    boolean slow = effects.clock().nanos() - begin > FAST.toNanos();
    if (takes(slow ? ABOVE_SMALL : FULL)) {
      if (slow) return found(Verdict.GOOD, Promise.TAKES_SOME, SMALL);
      largest = OptionalInt.of(FULL);
      return found(Verdict.GOOD, Promise.TAKES_FULL, FULL);
    }
    int less = !slow && takes(MIDDLE) ? MIDDLE : SMALL;
    largest = OptionalInt.of(less);
    return found(Verdict.WEAK, Promise.TAKES_LESS, less);
  }

  private boolean found(Verdict verdict, Promise promise, int size) {
    findings.add(new Finding(Aspect.SIZE, verdict, promise.of(new Said.Size(size))));
    return verdict != Verdict.BAD;
  }

  private boolean takes(int length) throws StorageException, InterruptedException {
    ObjectName name = fresh();
    try {
      create(name, ByteBuffer.wrap(random(length))); // exists: an answer was lost
      return store.stat(name).filter(info -> info.size() == length).isPresent();
    } catch (StorageException.TooLarge e) {
      return false;
    }
  }

  /// Bytes of the largest object that it takes; empty if [#run] did not find out, as the line is slow.
  public OptionalInt largest() {
    return largest;
  }

  /// How fast it is, with one object of 1 MiB or, if that was fast, of somewhat more than 10 MiB.
  public Speed measure() throws StorageException, InterruptedException {
    ObjectName name = fresh();
    ByteBuffer bytes = ByteBuffer.wrap(random(SMALL));
    long sent = timed(name, bytes);
    if (sent < 1_000_000_000L && largest.orElse(SMALL) > LARGE) {
      name = fresh();
      bytes = ByteBuffer.wrap(random(LARGE));
      sent = timed(name, bytes);
    }
    long begin = effects.clock().nanos();
    store.get(name, bytes.capacity());
    long received = effects.clock().nanos() - begin;
    return new Speed(answer(name), rate(bytes.capacity(), sent), rate(bytes.capacity(), received));
  }

  private long timed(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    long begin = effects.clock().nanos();
    create(name, bytes);
    return effects.clock().nanos() - begin;
  }

  private static long rate(int bytes, long nanos) {
    return Math.round(bytes * 1e9 / Math.max(1, nanos));
  }

  private Duration answer(ObjectName name) throws StorageException, InterruptedException {
    long[] times = new long[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
      long begin = effects.clock().nanos();
      store.stat(name);
      times[i] = effects.clock().nanos() - begin;
    }
    Arrays.sort(times);
    return Duration.ofNanos(times[QUESTIONS / 2]);
  }

  /// Whether [#run] has found nothing that is bad.
  public boolean isFit() {
    return fit;
  }

  /// Takes everything away again that was stored, and the place; to be called in any case.
  ///
  /// @return false if something is left
  public boolean clear() throws InterruptedException {
    boolean all = true;
    for (ObjectName name : made)
      all &=
          isDone(
              () -> {
                store.delete(name);
                return true;
              });
    return isDone(store::removePlace) && all;
  }

  @FunctionalInterface
  private interface Step {
    boolean run() throws StorageException, InterruptedException;
  }

  private static boolean isDone(Step step) throws InterruptedException {
    try {
      return step.run();
    } catch (StorageException e) {
      return false;
    }
  }
}
