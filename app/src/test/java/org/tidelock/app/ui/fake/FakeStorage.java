package org.tidelock.app.ui.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Promise;

/// The storage of a vault in memory: what it is found to be, who signs in, and how long it makes people wait.
public final class FakeStorage {
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private final AtomicInteger givenUp = new AtomicInteger();
  private volatile Optional<StorageReport> found = Optional.empty();
  private final List<StorageAccess> signedIn = new ArrayList<>();

  /// What was given to sign in, in turn.
  public List<StorageAccess> signedIn() {
    return signedIn;
  }

  /// What is asked of the storage is answered only when the latch is open.
  public void hold(CountDownLatch latch) {
    hold = latch;
  }

  /// How often somebody gave up waiting for the storage.
  public int givenUp() {
    return givenUp.get();
  }

  void await() throws InterruptedException {
    try {
      hold.await();
    } catch (InterruptedException e) {
      givenUp.incrementAndGet();
      throw e;
    }
  }

  void signIn(StorageAccess access) throws InterruptedException {
    signedIn.add(access);
    await();
  }

  /// What the storage is found to be.
  public void become(StorageReport report) {
    found = Optional.of(report);
  }

  StorageReport report() {
    return found.orElseGet(FakeStorage::usual);
  }

  private static StorageReport usual() {
    return new StorageReport(
        Vaults.StorageState.VAULT,
        List.of(
            new StorageReport.Finding(
                StorageReport.Aspect.CONTENT, StorageReport.Verdict.GOOD, Promise.COMES_BACK.of()),
            new StorageReport.Finding(
                StorageReport.Aspect.EXISTING,
                StorageReport.Verdict.WEAK,
                Promise.WOULD_OVERWRITE.of())),
        OptionalLong.of(812_000_000_000L),
        Optional.of(new StorageReport.Speed(Duration.ofMillis(23), 3_400_000, 11_000_000)),
        Optional.empty(),
        true);
  }
}
