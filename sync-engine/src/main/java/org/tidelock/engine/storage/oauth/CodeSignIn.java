package org.tidelock.engine.storage.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.PageSignIn;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Throttled;
import org.tidelock.engine.storage.StorageException.Transient;

/// On any device, by a code that a person types there (RFC 8628).
public final class CodeSignIn implements PageSignIn {
  private static final Duration SLOWER = Duration.ofSeconds(5);

  private final OAuthServer server;
  private final OAuthServer.DeviceCode code;
  private final Pause pause;
  private final Function<String, StorageAccess> access;

  private CodeSignIn(
      OAuthServer server,
      OAuthServer.DeviceCode code,
      Pause pause,
      Function<String, StorageAccess> access) {
    this.server = server;
    this.code = code;
    this.pause = pause;
    this.access = access;
  }

  /// @param server closed with this
  /// @param access what a refresh token opens
  public static CodeSignIn start(
      OAuthServer server, String scope, Pause pause, Function<String, StorageAccess> access)
      throws StorageException, InterruptedException {
    boolean done = false;
    try {
      CodeSignIn signIn = new CodeSignIn(server, server.deviceCode(scope), pause, access);
      done = true;
      return signIn;
    } finally {
      if (!done) server.close();
    }
  }

  @Override
  public URI page() {
    return code.page();
  }

  @Override
  public Optional<String> code() {
    return Optional.of(code.user());
  }

  @Override
  public StorageAccess await() throws StorageException, InterruptedException {
    Duration interval = code.interval();
    Duration rested = Duration.ZERO;
    while (rested.compareTo(code.life()) <= 0) {
      pause.rest(interval);
      rested = rested.plus(interval);
      try {
        OAuthServer.Polled polled = server.poll(code);
        if (polled.tokens().isPresent())
          return access.apply(BrowserSignIn.lasting(polled.tokens().get()));
        if (polled.waiting() == OAuthServer.Waiting.SLOWER) interval = interval.plus(SLOWER);
      } catch (Transient | Throttled e) {
        interval = interval.plus(SLOWER); // the network; the code is good still
      }
    }
    throw SignIn.atThePage("The code was not typed in time.");
  }

  @Override
  public void close() {
    server.close();
  }
}
