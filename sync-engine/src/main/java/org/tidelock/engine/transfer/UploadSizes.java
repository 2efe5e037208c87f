package org.tidelock.engine.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// How large packs may be that go to a storage: full ones, until it refuses one for its size, or until the line has broken twice under one. What it has refused is
/// kept with the access to it; a line may be a better one tomorrow. Thread-safe.
public final class UploadSizes {
  /// The name of what is agreed: the largest object that the storage takes, in bytes, of the sizes that are tried.
  static final String AGREED = "largest-object";

  /// Nothing but packs is larger, and what is smaller every storage takes that may have a vault: parts of checkpoints have this length.
  public static final int SMALLEST = 1 << 20;

  private static final int MOST_BREAKS = 2;
  private static final Duration AFTER_BREAKS = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(UploadSizes.class);

  /// Keeps what was learned. Called by any thread.
  @FunctionalInterface
  interface Keeper {
    void keep() throws StorageException;
  }

  private final Set<ObjectName> divisible = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanos;
  private final Keeper keeper;
  private int largest;
  private int breaks;

  /// On the clock of [#nanos]; packs are small until then.
  private long brokenUntil;

  /// @param nanos as [org.tidelock.engine.effects.Time#nanos]
  /// @param access what was known before
  UploadSizes(LongSupplier nanos, StorageAccess access, Keeper keeper) {
    this.nanos = nanos;
    this.keeper = keeper;
    this.largest = access.agreed(AGREED).flatMap(UploadSizes::parsed).orElse(PackFormat.PACK_SIZE);
    this.brokenUntil = nanos.getAsLong();
  }

  /// Of a storage of which nothing is kept.
  static UploadSizes unkept() {
    return new UploadSizes(() -> 0, StorageAccess.NONE, () -> {});
  }

  private static Optional<Integer> parsed(String agreed) {
    try {
      return Optional.of(stepOf(Integer.parseInt(agreed)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The largest size that is no larger.
  static int stepOf(int most) {
    if (most >= PackFormat.PACK_SIZE) return PackFormat.PACK_SIZE;
    return most >= PackFormat.SMALL_PACK_SIZE ? PackFormat.SMALL_PACK_SIZE : SMALLEST;
  }

  /// Of the packs that are made now.
  public synchronized int pack() {
    return isBreaking() ? Math.min(largest, PackFormat.SMALL_PACK_SIZE) : largest;
  }

  private boolean isBreaking() {
    return breaks >= MOST_BREAKS && brokenUntil - nanos.getAsLong() > 0;
  }

  /// The largest object that the storage is known to take.
  public synchronized int largest() {
    return largest;
  }

  /// The access with what is known by now.
  synchronized StorageAccess into(StorageAccess access) {
    return agreed(access, largest);
  }

  /// @param largest object that the storage takes, in bytes
  static StorageAccess agreed(StorageAccess access, int largest) {
    return largest == PackFormat.PACK_SIZE
        ? access.without(AGREED)
        : access.agreeing(AGREED, Integer.toString(largest));
  }

  /// The storage has refused an object for its size. Of one that is no larger than the smallest packs that says nothing of packs.
  void refused(int length) {
    if (length <= SMALLEST) return;
    synchronized (this) {
      int next = stepOf(length - 1);
      if (next >= largest) return;
      largest = next;
    }
    LOG.info("the storage does not take {} bytes at once; packs are smaller from now on", length);
    try {
      keeper.keep();
    } catch (StorageException e) {
      LOG.warn("the size of packs could not be kept in the profile", e);
    }
  }

  /// An upload broke off.
  synchronized void broke(int length) {
    if (length <= PackFormat.SMALL_PACK_SIZE) return;
    if (!isBreaking() && breaks >= MOST_BREAKS) breaks = 0;
    breaks++;
    brokenUntil = nanos.getAsLong() + AFTER_BREAKS.toNanos();
  }

  /// A large upload came through.
  synchronized void passed(int length) {
    if (length > PackFormat.SMALL_PACK_SIZE && !isBreaking()) breaks = 0;
  }

  /// While this is open, who sends the object could as well send smaller ones.
  final class Divisible implements AutoCloseable {
    private final ObjectName name;

    private Divisible(ObjectName name) {
      this.name = name;
    }

    @Override
    public void close() {
      divisible.remove(name);
    }
  }

  Divisible divisible(ObjectName name) {
    divisible.add(name);
    return new Divisible(name);
  }

  /// Whether it is of little use to send this again and again, as smaller packs would have more luck.
  synchronized boolean isTooLargeForLine(ObjectName name, int length) {
    return length > PackFormat.SMALL_PACK_SIZE && divisible.contains(name) && isBreaking();
  }
}
