package org.tidelock.engine.storage.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Transient;

/// The access token of the moment. When it ends, one caller gets the next for all, also for other storages that are open with the same secret: a refresh token may be
/// good for one use. What the server gives as the new refresh token is kept before anything else
/// is done. Once only a person can go on, the server is not asked any more with that refresh token. Thread-safe.
public final class AccessTokens implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

  /// So long before its end a token is not used any more: clocks differ, and requests take their time.
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final OAuthServer server;
  private final RotatingSecret refresh;
  private final InstantSource clock;
  private final Account account;
  private volatile boolean closed;

  private record Token(String text, Instant until) {}

  /// One sign-in of one program.
  private static final class Account {
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable Token token;

    /// A refresh token that is of no use any more. Guarded by `refreshing`.
    private @Nullable String spent;
  }

  public AccessTokens(OAuthServer server, RotatingSecret refresh, InstantSource clock) {
    this.server = server;
    this.refresh = refresh;
    this.clock = clock;
    this.account = refresh.companion(server.program(), Account.class, Account::new);
  }

  /// A token that should be valid.
  ///
  /// @throws SignIn if nobody has signed in, or only a person can go on
  public String now() throws StorageException, InterruptedException {
    if (closed) throw new Transient("The storage was closed.", null);
    Token now = account.token;
    if (now != null && isGood(now)) return now.text;
    account.refreshing.lockInterruptibly();
    try {
      now = account.token;
      return now != null && isGood(now) ? now.text : next();
    } finally {
      account.refreshing.unlock();
    }
  }

  /// The storage does not take this one, whatever its time.
  public void refused(String text) throws InterruptedException {
    account.refreshing.lockInterruptibly();
    try {
      Token now = account.token;
      if (now != null && now.text.equals(text)) account.token = null;
    } finally {
      account.refreshing.unlock();
    }
  }

  private boolean isGood(Token now) {
    return clock.instant().isBefore(now.until);
  }

  private String next() throws StorageException, InterruptedException {
    String with =
        refresh.now().orElseThrow(() -> SignIn.atThePage("Nobody has signed in to this storage."));
    if (with.equals(account.spent)) throw SignIn.atThePage(OAuthError.AGAIN);
    Tokens got;
    try {
      got = server.refresh(with);
    } catch (SignIn e) {
      account.spent = with;
      throw e;
    }
    if (got.refresh().isPresent()) keep(got.refresh().get());
    account.token = new Token(got.access(), clock.instant().plus(usable(got.life())));
    return got.access();
  }

  /// Short ones are used to half of their time.
  private static Duration usable(Duration life) {
    Duration half = life.dividedBy(2);
    return half.compareTo(MARGIN) < 0 ? half : life.minus(MARGIN);
  }

  private void keep(String next) {
    try {
      refresh.rotate(next);
    } catch (StorageException e) {
      // The one before is in the profile still, and most servers take it for a while. The next one
      // is kept again.
      LOG.warn("a new refresh token could not be kept in the profile", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    server.close();
  }
}
