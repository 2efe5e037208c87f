package org.tidelock.engine.transfer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.storage.ServerUrl;

/// Until when an account on a server wants to be left alone: one for all vaults and second copies of this process that it has, as the server counts what any of them
/// sends meanwhile. Thread-safe.
final class LeftAlone {
  /// Of all accounts.
  static final class Accounts {
    private record Account(String scheme, String host, int port, String user) {}

    private final Map<Account, LeftAlone> all = new ConcurrentHashMap<>();
    private final Time time;

    Accounts(Time time) {
      this.time = time;
    }

    /// Where nobody has to say who she is, or does so at a page only, all of the server's are one.
    LeftAlone of(ServerUrl url, StorageAccess access) {
      String user = url.user().or(access::user).orElse("");
      Account account = new Account(url.scheme(), url.host(), url.port(), user);
      return all.computeIfAbsent(account, _ -> new LeftAlone(time));
    }
  }

  private final Time time;

  /// On the clock of [Time#nanos].
  private final AtomicLong until;

  LeftAlone(Time time) {
    this.time = time;
    this.until = new AtomicLong(time.nanos());
  }

  void atLeast(Duration wish) {
    long end = time.nanos() + wish.toNanos();
    until.accumulateAndGet(end, (a, b) -> a - b > 0 ? a : b);
  }

  Duration left() {
    return Duration.ofNanos(until.get() - time.nanos());
  }
}
