package org.tidelock.engine.storage.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.tidelock.engine.UnknownServer;

/// How a connection is protected. The bytes of a vault are sealed anyway: this keeps the password, the names of objects and their sizes from others.
public final class Security {
  /// TLS 1.3, and 1.2 for servers that have no newer one: with forward secrecy and authenticated encryption only.
  private static final ConnectionSpec TLS = ConnectionSpec.RESTRICTED_TLS;

  private final List<ConnectionSpec> specs;
  private final Optional<PinnedKey> pinned;
  private final Optional<SystemTrust> trust;

  private Security(
      List<ConnectionSpec> specs, Optional<PinnedKey> pinned, Optional<SystemTrust> trust) {
    this.specs = specs;
    this.pinned = pinned;
    this.trust = trust;
  }

  /// TLS 1.3, or 1.2 with what is safe of it; certificates as the runtime trusts them.
  public static Security tls() {
    return new Security(List.of(TLS), Optional.empty(), Optional.of(new SystemTrust()));
  }

  /// The same, for the servers of a large provider: there authorities always vouch, and a certificate for which none does is somebody's on the way. It is
  /// not shown to be trusted.
  public static Security ofLargeProvider() {
    return new Security(List.of(TLS), Optional.empty(), Optional.empty());
  }

  /// The same, for a server whose certificate nobody else vouches for: a person has compared its key.
  public static Security tls(PinnedKey key) {
    return new Security(List.of(TLS), Optional.of(key), Optional.empty());
  }

  /// None. Only for this computer itself, or where a person has said that others may read the password.
  public static Security cleartext() {
    return new Security(List.of(ConnectionSpec.CLEARTEXT), Optional.empty(), Optional.empty());
  }

  /// Whether an address names this computer, so that nobody else hears what is sent there. No name is looked up.
  public static boolean isLoopback(URI uri) {
    String host = uri.getHost();
    if (host == null) return false;
    String plain = host.toLowerCase(Locale.ROOT);
    return plain.equals("localhost")
        || plain.equals("[::1]")
        || plain.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /// What a server showed that was refused, if a person may trust it for that.
  Optional<UnknownServer> refused(SSLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof PinnedKey.OtherKey other) return ShownCertificate.of(other.shown(), pinned);
      if (t instanceof SystemTrust.Unvouched other)
        return ShownCertificate.of(other.shown(), Optional.empty());
    }
    if (!(e instanceof SSLPeerUnverifiedException)) return Optional.empty();
    return trust
        .flatMap(SystemTrust::vouchedFor)
        .flatMap(shown -> ShownCertificate.of(shown, Optional.empty()));
  }

  void applyTo(OkHttpClient.Builder builder) {
    builder.connectionSpecs(specs);
    trust.ifPresent(
        runtimes -> builder.sslSocketFactory(runtimes.context().getSocketFactory(), runtimes));
    if (pinned.isEmpty()) return;
    X509TrustManager compared = pinned.get().trust();
    SSLContext context = pinned.get().context();
    builder.sslSocketFactory(context.getSocketFactory(), compared);
    // The key was compared by a person: the certificate's name may be that of a router or a NAS.
    builder.hostnameVerifier((host, session) -> pinned.get().isShownBy(session));
  }
}
