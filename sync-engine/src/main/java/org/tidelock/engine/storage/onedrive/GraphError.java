package org.tidelock.engine.storage.onedrive;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Throttled;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;

/// A refusal by Graph.
///
/// @param codes the error's and all more exact ones inside of it, in lower case; none if the answer is not Graph's
/// @param usual what the status alone means
record GraphError(int status, Set<String> codes, StorageException usual) {
  private static final Logger LOG = LoggerFactory.getLogger(GraphError.class);
  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.]{1,64}");

  static GraphError read(HttpAnswer answer) throws IOException {
    Set<String> codes = new TreeSet<>();
    try {
      Optional<Json> at = Json.parse(answer.bytes(MOST_BYTES)).at("error");
      while (at.isPresent()) {
        at.get()
            .text("code")
            .filter(c -> CODE.matcher(c).matches())
            .ifPresent(c -> codes.add(c.toLowerCase(Locale.ROOT)));
        Json here = at.get();
        at = here.at("innerError").or(() -> here.at("innererror")); // the documents have both
      }
    } catch (HttpException e) {
      if (e.kind() == HttpException.Kind.LOST) throw e;
    }
    LOG.debug(
        "OneDrive refuses: {} {}, request {}",
        answer.status(),
        codes,
        HttpAnswer.printable(answer.header("request-id").orElse("-")));
    return new GraphError(answer.status(), codes, HttpTroubles.of(answer));
  }

  private boolean says(String code) {
    return codes.contains(code.toLowerCase(Locale.ROOT));
  }

  /// There is no such item: Graph itself says so, not something on the way to it.
  boolean isAbsence() {
    return status == 404 && says("itemNotFound");
  }

  /// Of a request that must not replace anything. Also while another upload under this name was begun and not ended.
  boolean isExistence() {
    return status == 409 || status == 412;
  }

  /// It is of what was asked for, not of the account or of the server as a whole.
  boolean isAboutItem() {
    return status >= 400
        && status < 500
        && !isSignIn()
        && !(explained() instanceof Throttled)
        && !(explained() instanceof QuotaExceeded);
  }

  boolean isSignIn() {
    return status == 401;
  }

  StorageException explained() {
    if (says("serviceReadOnly"))
      return new Forbidden(
          "OneDrive wants to be asked once for wider access before it lets Tidelock use its own folder (a fault of OneDrive, since August 2026). Sign in again, and allow all files this once.",
          null);
    if (says("quotaLimitReached") || says("insufficientStorage"))
      return new QuotaExceeded("OneDrive is full.", null);
    if (says("activityLimitReached") || says("throttledRequest"))
      return usual instanceof Throttled
          ? usual
          : new Throttled("OneDrive asks to be left alone for a while.", null);
    return switch (status) {
      case 401 ->
          SignIn.atThePage("OneDrive does not accept the sign-in any more. Please sign in again.");
      case 403 ->
          new Forbidden(
              "OneDrive does not allow this with the present sign-in. Accounts of some organisations have no folders for applications: add in=drive to the address there.",
              null);
      case 404 -> new Transient("OneDrive does not know this place (404).", null);
      case 409, 412 -> new Transient("OneDrive says that the name is taken, for the moment.", null);
      case 423 -> new Transient("OneDrive has locked this for the moment (423).", null);
      case 400 -> new Permanent("OneDrive does not understand what it was asked (400).", null);
      default -> usual;
    };
  }
}
