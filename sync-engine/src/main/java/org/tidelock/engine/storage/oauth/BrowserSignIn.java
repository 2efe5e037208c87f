package org.tidelock.engine.storage.oauth;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.PageSignIn;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Transient;

/// In this computer's browser, by an authorization code that comes back to a [Loopback].
public final class BrowserSignIn implements PageSignIn {
  /// As long as a provider's page is good for.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final OAuthServer server;
  private final String scope;
  private final Pkce pkce;
  private final Loopback loopback;
  private final URI page;
  private final Function<String, StorageAccess> access;

  private BrowserSignIn(
      OAuthServer server,
      String scope,
      Pkce pkce,
      Loopback loopback,
      URI page,
      Function<String, StorageAccess> access) {
    this.server = server;
    this.scope = scope;
    this.pkce = pkce;
    this.loopback = loopback;
    this.page = page;
    this.access = access;
  }

  /// @param server closed with this
  /// @param access what a refresh token opens
  public static BrowserSignIn start(
      OAuthServer server, String scope, SecureRandom random, Function<String, StorageAccess> access)
      throws StorageException {
    String state = Pkce.word(random);
    Pkce pkce = Pkce.random(random);
    try {
      Loopback loopback = Loopback.open(state);
      URI page = server.page(loopback.redirect(), scope, state, pkce);
      return new BrowserSignIn(server, scope, pkce, loopback, page, access);
    } catch (java.io.IOException e) {
      server.close();
      throw new Transient("Tidelock cannot listen for the browser's answer.", e);
    }
  }

  @Override
  public URI page() {
    return page;
  }

  @Override
  public Optional<String> code() {
    return Optional.empty();
  }

  @Override
  public StorageAccess await() throws StorageException, InterruptedException {
    Loopback.Answer answer =
        loopback
            .await(PATIENCE)
            .orElseThrow(() -> SignIn.atThePage("Nobody came back from the browser in time."));
    String code = answer.code().orElseThrow(() -> declined(answer));
    return access.apply(lasting(server.redeem(code, loopback.redirect(), pkce, scope)));
  }

  private static StorageException declined(Loopback.Answer answer) {
    String error = answer.error().filter(e -> e.matches("[a-z_]{1,64}")).orElse("");
    return error.equals("access_denied")
        ? SignIn.atThePage("The sign-in was declined.")
        : new Permanent("The server does not sign people in like this (" + error + ").", null);
  }

  /// Without one, somebody would have to sign in each hour.
  static String lasting(Tokens tokens) throws StorageException {
    return tokens
        .refresh()
        .orElseThrow(
            () ->
                new Permanent(
                    "The server gives no token that lasts: the application is not registered as one for desktops.",
                    null));
  }

  @Override
  public void close() {
    loopback.close();
    server.close();
  }
}
