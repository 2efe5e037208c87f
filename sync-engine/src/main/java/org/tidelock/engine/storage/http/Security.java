package org.tidelock.engine.storage.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/// How a connection is protected. The bytes of a vault are sealed anyway: this keeps the password, the names of objects and their sizes from others.
public final class Security {
  /// TLS 1.3, and 1.2 for servers that have no newer one: with forward secrecy and authenticated encryption only.
  private static final ConnectionSpec TLS = ConnectionSpec.RESTRICTED_TLS;

  private final List<ConnectionSpec> specs;
  private final Optional<PinnedKey> pinned;

  private Security(List<ConnectionSpec> specs, Optional<PinnedKey> pinned) {
    this.specs = specs;
    this.pinned = pinned;
  }

  /// TLS 1.3, or 1.2 with what is safe of it; certificates as the runtime trusts them.
  public static Security tls() {
    return new Security(List.of(TLS), Optional.empty());
  }

  /// The same, for a server whose certificate nobody else vouches for: a person has compared its key.
  public static Security tls(PinnedKey key) {
    return new Security(List.of(TLS), Optional.of(key));
  }

  /// None. Only for this computer itself, or where a person has said that others may read the password.
  public static Security cleartext() {
    return new Security(List.of(ConnectionSpec.CLEARTEXT), Optional.empty());
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

  void applyTo(OkHttpClient.Builder builder) {
    builder.connectionSpecs(specs);
    if (pinned.isEmpty()) return;
    X509TrustManager trust = pinned.get().trust();
    SSLContext context = pinned.get().context();
    builder.sslSocketFactory(context.getSocketFactory(), trust);
    // The key was compared by a person: the certificate's name may be that of a router or a NAS.
    builder.hostnameVerifier((host, session) -> pinned.get().isShownBy(session));
  }
}
