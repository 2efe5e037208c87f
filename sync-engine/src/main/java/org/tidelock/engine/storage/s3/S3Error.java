package org.tidelock.engine.storage.s3;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Throttled;
import org.tidelock.engine.storage.StorageException.TooLarge;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpTroubles;

/// A refusal, as the server words it.
///
/// @param code the server's word for it; empty if it has none (an answer to HEAD has no body)
/// @param region where the bucket is, if the server says it
/// @param now the server's clock
/// @param usual what the status alone means
record S3Error(
    int status,
    String code,
    Optional<String> region,
    Optional<Instant> now,
    StorageException usual) {
  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

  static S3Error read(HttpAnswer answer) throws IOException {
    Reader reader = new Reader();
    try {
      byte[] body = answer.bytes(MOST_BYTES);
      if (body.length > 0) Xml.read(body, reader);
    } catch (HttpException e) {
      if (e.kind() == HttpException.Kind.LOST) throw e;
      reader.code = ""; // some other page: the status says enough
    }
    Optional<String> region = answer.header("x-amz-bucket-region").or(() -> reader.region);
    return new S3Error(answer.status(), reader.code, region, date(answer), HttpTroubles.of(answer));
  }

  private static final class Reader implements Xml.Element {
    private String code = "";
    private Optional<String> region = Optional.empty();

    @Override
    public void ends(String path, String text) {
      if (path.equals("Error/Code") && CODE.matcher(text).matches()) code = text;
      if (path.equals("Error/Region")) region = Optional.of(text);
    }
  }

  private static Optional<Instant> date(HttpAnswer answer) {
    try {
      return answer
          .header("Date")
          .map(d -> ZonedDateTime.parse(d, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  boolean isAbsence() {
    return status == 404 && !code.equals("NoSuchBucket");
  }

  /// Of a request that must not replace anything.
  boolean isExistence() {
    return status == 412;
  }

  boolean isPastTheEnd() {
    return status == 416;
  }

  /// The server knows no such condition.
  boolean isUnknownHere() {
    return status == 501 || code.equals("NotImplemented");
  }

  boolean isClock() {
    return code.equals("RequestTimeTooSkewed");
  }

  boolean isElsewhere() {
    return status == 301
        || status == 307
        || code.equals("PermanentRedirect")
        || code.equals("TemporaryRedirect")
        || code.equals("AuthorizationHeaderMalformed")
        || status == 400 && region.isPresent();
  }

  StorageException explained(String bucket) {
    return switch (code) {
      case "NoSuchBucket" ->
          new Permanent("There is no bucket " + bucket + ". Make it at the provider first.", null);
      case "AccessDenied", "AllAccessDisabled", "AccountProblem" ->
          new Forbidden("This access key may not do this in the bucket " + bucket + ".", null);
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired",
          "NotSignedUp" ->
          new SignIn("The storage does not know this access key, or its secret is wrong.", null);
      case "RequestTimeTooSkewed" ->
          new Transient("This computer's clock differs too much from the storage's.", null);
      case "SlowDown", "TooManyRequests", "ServiceUnavailable", "RequestLimitExceeded" ->
          usual instanceof Throttled
              ? usual
              : new Throttled("The storage asks to be left alone for a while.", null);
      case "QuotaExceeded",
          "StorageQuotaExceeded",
          "XMinioStorageFull",
          "InsufficientStorage",
          "StorageCapExceeded" ->
          new QuotaExceeded("The storage is full.", null);
      case "EntityTooLarge" -> new TooLarge("The storage does not take so much at once.");
      case "XAmzContentSHA256Mismatch", "BadDigest", "RequestTimeout", "IncompleteBody" ->
          new Transient("The object did not arrive at the storage as it was sent.", null);
      case "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed" ->
          new Permanent("The bucket " + bucket + " is in another region.", null);
      default ->
          status == 404 && code.isEmpty()
              ? new Permanent("There is no bucket " + bucket + " at this address.", null)
              : usual;
    };
  }
}
