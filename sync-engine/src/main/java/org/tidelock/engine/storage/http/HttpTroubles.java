package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Throttled;
import org.tidelock.engine.storage.StorageException.TooLarge;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.StorageException.Transient.Reason;
import org.tidelock.engine.storage.StorageException.Untrusted;
import org.tidelock.engine.storage.http.HttpException.Kind;

/// What goes wrong with HTTP, in the storage's words. No message has a secret, a name of an object or a path in it.
public final class HttpTroubles {
  private static final String PROXY = "A proxy on the way asks for a password (407).";

  private static final String PROXY_AWAY = "The proxy on the way does not answer.";

  /// What OkHttp says of a proxy that answers itself where it was asked for a tunnel.
  private static final Pattern NO_TUNNEL =
      Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

  private static final Set<String> NOT_REACHED = Set.of("502", "503", "504");

  /// What servers and the runtime say when there is no way that both take.
  private static final Pattern OLD_WAYS =
      Pattern.compile("handshake_failure|protocol_version|insufficient_security|protocol version");

  private HttpTroubles() {}

  /// A request without a usable answer.
  public static StorageException of(HttpException e) {
    String said = String.valueOf(e.getMessage());
    return e.kind() == Kind.UNTRUSTED
        ? new Untrusted(said, e.server().orElse(null), e)
        : new Transient(reason(e), said, e);
  }

  private static Reason reason(HttpException e) {
    return switch (e.kind()) {
      case LOST -> Reason.BROKEN;
      case UNREACHABLE ->
          isProxy(e.getCause()) && !isServerAway(e.getCause()) || PROXY_AWAY.equals(e.getMessage())
              ? Reason.PROXY
              : Transient.unreached(e.getCause());
      case UNTRUSTED, WITHDRAWN, UNUSABLE -> Reason.SILENT;
    };
  }

  /// A 407 where OkHttp expects none. It says so in words only.
  private static boolean isProxy(@Nullable Throwable e) {
    String said = e == null ? "" : String.valueOf(e.getMessage());
    return said.contains("HTTP_PROXY_AUTH")
        || said.contains("authenticate with proxy")
        || NO_TUNNEL.matcher(said).find();
  }

  /// The proxy says that the server does not answer it: that one may be down.
  private static boolean isServerAway(@Nullable Throwable e) {
    Matcher status = NO_TUNNEL.matcher(e == null ? "" : String.valueOf(e.getMessage()));
    return status.find() && NOT_REACHED.contains(status.group(1));
  }

  private static String refusal(IOException e) {
    Matcher status = NO_TUNNEL.matcher(String.valueOf(e.getMessage()));
    if (!status.find()) return PROXY;
    return isServerAway(e)
        ? "The proxy on the way does not reach the server (" + status.group(1) + ")."
        : "The proxy on the way does not let Tidelock through to the server ("
            + status.group(1)
            + ").";
  }

  /// A status that the caller does not expect.
  public static StorageException of(HttpAnswer answer) {
    int status = answer.status();
    return switch (status) {
      case 401 -> new SignIn(signIn(answer), null);
      case 402, 403 -> new Forbidden("The server does not allow this (403).", null);
      case 407 -> new Transient(Reason.PROXY, PROXY, null);
      case 413 ->
          new TooLarge("The server, or something before it, does not take so much at once (413).");
      case 429, 509 ->
          new Throttled(
              "The server asks to be left alone for a while (" + status + ").",
              RetryAfter.of(answer));
      case 503 -> unavailable(answer);
      case 507 -> new QuotaExceeded("The storage is full (507).", null);
      case 404, 410 ->
          new Transient("The server does not know this address (" + status + ").", null);
      case 511 ->
          new Transient(Reason.PAGE, "This network wants you to sign in first (511).", null);
      case 405, 501 -> new Permanent("The server cannot do this (" + status + ").", null);
      default ->
          status >= 300 && status < 400
              ? new Permanent(elsewhere(answer), null)
              : new Transient("The server answers with an error (" + status + ").", null);
    };
  }

  /// An answer that cannot be one to this request: perhaps a sign-in page of a hotel's network.
  public static StorageException unexpected(HttpAnswer answer) {
    if (answer.isPage())
      return new Transient(
          Reason.PAGE,
          "A web page came instead of an answer ("
              + answer.status()
              + "). Perhaps this network wants you to sign in first, or the address is that of a web site.",
          null);
    return new Transient(
        "The server's answer does not fit what it was asked (" + answer.status() + ").", null);
  }

  private static StorageException unavailable(HttpAnswer answer) {
    @Nullable Duration wait = RetryAfter.of(answer);
    String said = "The server cannot answer for the moment (503).";
    return wait == null ? new Transient(said, null) : new Throttled(said, wait);
  }

  private static String signIn(HttpAnswer answer) {
    String asked = answer.header("WWW-Authenticate").orElse("");
    if (asked.regionMatches(true, 0, "Digest", 0, 6))
      return "The server takes the password in a way that Tidelock does not know (Digest).";
    return "The server refuses the user name or the password (401).";
  }

  /// A redirect is not followed: it could lead anywhere, and an upload would become a question.
  private static String elsewhere(HttpAnswer answer) {
    Optional<String> place = answer.header("Location").flatMap(HttpTroubles::origin);
    return "The server sends on to another address"
        + place.map(p -> " (" + p + ")").orElse("")
        + ", which Tidelock does not follow.";
  }

  /// Scheme and host: the rest may be secret.
  private static Optional<String> origin(String location) {
    try {
      URI uri = URI.create(location);
      if (uri.getScheme() == null || uri.getHost() == null) return Optional.empty();
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return Optional.of(HttpAnswer.printable(uri.getScheme() + "://" + uri.getHost() + port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// What OkHttp threw, in our words.
  ///
  /// @param begun whether the server may have seen a part of the request
  /// @param byProxy whether it was not the server itself that the connection was to be made to
  static HttpException explained(IOException e, boolean begun, Security security, boolean byProxy) {
    if (e instanceof HttpException said) return said;
    if (isProxy(e)) return new HttpException(Kind.UNREACHABLE, refusal(e), e);
    if (begun) {
      if (e instanceof ProtocolException)
        return new HttpException(
            Kind.LOST, "The server's answer broke off, or is none of HTTP.", e);
      return new HttpException(
          Kind.LOST,
          e instanceof SocketTimeoutException
              ? "The server does not answer."
              : "The connection to the server broke off.",
          e);
    }
    if (byProxy && isNobodyThere(e)) return new HttpException(Kind.UNREACHABLE, PROXY_AWAY, e);
    return switch (e) {
      case SSLException s -> untrusted(s, security.refused(s));
      case UnknownServiceException u ->
          new HttpException(
              Kind.UNTRUSTED, "This connection would not be encrypted as it has to be.", u);
      case UnknownHostException u ->
          new HttpException(
              Kind.UNREACHABLE, "There is no such server, or this computer is offline.", u);
      case ConnectException c -> unreachable(c);
      case NoRouteToHostException n -> unreachable(n);
      case SocketTimeoutException t -> unreachable(t);
      default ->
          new HttpException(Kind.UNREACHABLE, "The connection to the server could not be made.", e);
    };
  }

  private static boolean isNobodyThere(IOException e) {
    return e instanceof UnknownHostException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException;
  }

  private static HttpException unreachable(IOException e) {
    return new HttpException(Kind.UNREACHABLE, "The server does not answer.", e);
  }

  private static HttpException untrusted(SSLException e, Optional<UnknownServer> server) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof PinnedKey.OtherKey)
        return said("The server shows another key than the one that was compared", server, e);
      if (t instanceof CertificateExpiredException || t instanceof CertificateNotYetValidException)
        return said(
            "The server's certificate has expired, or this computer's clock is wrong", server, e);
      if (t instanceof CertPathValidatorException || t instanceof CertificateException)
        return said(
            "Nobody whom this computer trusts vouches for the server's certificate", server, e);
    }
    if (e instanceof SSLPeerUnverifiedException)
      return said("The server's certificate is for another name", server, e);
    if (OLD_WAYS.matcher(String.valueOf(e.getMessage())).find())
      return said(
          "The server can encrypt only in old ways, which others may be able to read; it needs TLS 1.3, or the safe part of TLS 1.2. Perhaps its maker has an update",
          server,
          e);
    return said("No safe connection could be agreed on with the server", server, e);
  }

  private static HttpException said(String what, Optional<UnknownServer> server, SSLException e) {
    return HttpException.untrusted(what + ".", server, e);
  }
}
