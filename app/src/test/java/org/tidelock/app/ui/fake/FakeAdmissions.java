package org.tidelock.app.ui.fake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// New devices that ask a vault in memory to be let in. Thread-safe.
public final class FakeAdmissions {
  /// What the next one shows.
  public static final String CODE = "2F1-QZ0-7KM-9TW-XC3-4RD-H8P-BN5-E6J";

  public static final List<String> WORDS =
      List.of("river", "stamp", "onion", "kite", "velvet", "harbor");

  private record Waiting(Applicant applicant, CountDownLatch door) {}

  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /// One that waits without a window of its own.
  public void ask(String name) {
    wait(name);
  }

  private Waiting wait(String name) {
    Waiting one = new Waiting(new Applicant(CODE, name, WORDS), new CountDownLatch(1));
    waiting.put(digits(CODE), one);
    return one;
  }

  void await(PairRequest request, InstantSource clock)
      throws TidelockException, InterruptedException {
    Waiting one = wait(request.device());
    try {
      request.screen().show(CODE, WORDS, clock.instant().plus(Duration.ofMinutes(10)));
      pass(one.door, request.screen());
      if (!request.screen().isRight(WORDS))
        throw new TidelockException(
            ErrorCode.USAGE,
            "The words were not confirmed.",
            "Nothing was sent there.",
            "Begin again.");
    } finally {
      waiting.remove(digits(CODE));
    }
  }

  private static void pass(CountDownLatch door, PairRequest.Screen screen)
      throws InterruptedException {
    try {
      door.await();
    } catch (InterruptedException e) {
      if (door.getCount() == 0) screen.letInMeanwhile();
      throw e;
    }
  }

  Applicant find(String code) throws TidelockException {
    Waiting one = waiting.get(digits(code));
    if (one != null) return new Applicant(code, one.applicant.name(), one.applicant.words());
    throw new TidelockException(
        ErrorCode.USAGE,
        Happened.NOBODY_WAITS.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.LOOK_AT_NEW_DEVICE.of());
  }

  void admit(Applicant applicant) {
    Waiting one = waiting.remove(digits(applicant.code()));
    if (one != null) one.door.countDown();
  }

  private static String digits(String code) {
    return code.replaceAll("[^0-9A-Za-z]", "").toUpperCase(java.util.Locale.ROOT);
  }
}
