package org.tidelock.engine.storage.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Where one request is: told by the thread that sends it, read by the one that waits for it.
final class Flight {
  /// Whether it can still be taken back.
  private enum Fate {
    OPEN,
    COMMITTED,
    WITHDRAWN
  }

  /// What is waited for.
  private enum Phase {
    CONNECTION,
    MOVING,
    ANSWER
  }

  private final Limits limits;
  private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);
  private final AtomicLong moved = new AtomicLong();
  private volatile Phase phase = Phase.CONNECTION;
  private volatile long since = System.nanoTime();
  private volatile boolean begun;
  private volatile boolean connected;
  private volatile boolean answered;

  // Of the thread that waits.
  private long movedBefore;
  private long windowStart = System.nanoTime();

  Flight(Limits limits) {
    this.limits = limits;
  }

  /// The next bytes make the request whole. False if it was withdrawn.
  boolean commit() {
    return fate.compareAndSet(Fate.OPEN, Fate.COMMITTED) || fate.get() == Fate.COMMITTED;
  }

  /// Takes the request back, if the server cannot have all of it yet.
  boolean withdraw() {
    return fate.compareAndSet(Fate.OPEN, Fate.WITHDRAWN) || fate.get() == Fate.WITHDRAWN;
  }

  /// A connection is made for it.
  void connects() {
    connected = true;
  }

  /// Whether it went over a connection that an earlier one had left.
  boolean isOnKeptConnection() {
    return !connected;
  }

  /// The first bytes go out.
  void begins() {
    begun = true;
    enter(Phase.MOVING);
  }

  /// Whether the server may have seen something of it.
  boolean hasBegun() {
    return begun;
  }

  void sent() {
    enter(Phase.ANSWER);
  }

  void answered() {
    answered = true;
    enter(Phase.MOVING);
  }

  /// Whether the head of an answer has come: somebody may have read of it.
  boolean isAnswered() {
    return answered;
  }

  void moved(long bytes) {
    moved.addAndGet(bytes);
  }

  private void enter(Phase next) {
    since = System.nanoTime();
    phase = next;
  }

  /// Whether so little moved for so long that waiting makes no sense. Asked from time to time by the thread that waits.
  boolean isStalled() {
    long now = System.nanoTime();
    Phase at = phase;
    if (at == Phase.CONNECTION) return false; // has limits of its own
    if (at == Phase.ANSWER) {
      windowStart = now;
      movedBefore = moved.get();
      return isOver(limits.answer(), since, now);
    }
    long begin = Math.max(windowStart, since);
    if (!isOver(limits.window(), begin, now)) return false;
    long so = moved.get();
    boolean tooLittle = so - movedBefore < limits.bytes();
    windowStart = now;
    movedBefore = so;
    return tooLittle;
  }

  private static boolean isOver(Duration limit, long since, long now) {
    return now - since > limit.toNanos();
  }
}
