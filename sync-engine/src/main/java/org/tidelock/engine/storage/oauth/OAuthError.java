package org.tidelock.engine.storage.oauth;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;

/// A refusal of a server that gives tokens.
///
/// @param code as RFC 6749 and 8628 have it; empty if the server says none
/// @param usual what the status alone means
record OAuthError(String code, StorageException usual) {
  static final String AGAIN = "The sign-in has expired or was revoked. Please sign in again.";

  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,64}");

  /// Only a person can go on.
  private static final Set<String> PERSON =
      Set.of("invalid_grant", "interaction_required", "consent_required", "login_required");

  static OAuthError read(HttpAnswer answer) throws IOException {
    String code = "";
    try {
      code = Json.parse(answer.bytes(MOST_BYTES)).text("error").orElse("");
    } catch (HttpException e) {
      if (e.kind() == HttpException.Kind.LOST) throw e;
    }
    return new OAuthError(CODE.matcher(code).matches() ? code : "", usual(answer));
  }

  /// A server of tokens says in a word what a person has to do. A refusal without one is of something on the way to it, and no password of ours is meant.
  private static StorageException usual(HttpAnswer answer) {
    return answer.status() == 401
        ? new Transient("The server does not sign anybody in, and does not say why (401).", null)
        : HttpTroubles.of(answer);
  }

  StorageException explained() {
    if (PERSON.contains(code)) return SignIn.atThePage(AGAIN);
    return switch (code) {
      case "access_denied", "authorization_declined" ->
          SignIn.atThePage("The sign-in was declined.");
      case "expired_token", "bad_verification_code" ->
          SignIn.atThePage("The code is not valid any more. Please sign in again.");
      case "unauthorized_client", "invalid_client" ->
          new Permanent(
              "The server does not know this application id, or it is not allowed to sign people in like this.",
              null);
      case "invalid_request", "invalid_scope", "unsupported_grant_type" ->
          new Permanent("The server does not sign people in like this (" + code + ").", null);
      case "temporarily_unavailable", "server_error" ->
          new Transient("The server cannot sign anybody in for the moment.", null);
      default -> usual;
    };
  }
}
