package org.tidelock.engine.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.storage.http.HttpException.Kind;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.OwnCertificate;

/// A server with a certificate that nobody vouches for, as a NAS has.
@Timeout(60)
final class TlsTest {
  private static KeyStore own;
  private static KeyStore other;

  @BeforeAll
  static void makeKeys(@TempDir Path dir) throws Exception {
    own = OwnCertificate.make(dir.resolve("own.p12")).keys();
    other = OwnCertificate.make(dir.resolve("other.p12")).keys();
  }

  private static PinnedKey pin(KeyStore keys) throws Exception {
    return PinnedKey.of((X509Certificate) keys.getCertificate("k"));
  }

  /// What a person can compare: the fingerprint as browsers show it.
  private static UnknownServer shown(KeyStore keys, Optional<String> known) throws Exception {
    X509Certificate certificate = (X509Certificate) keys.getCertificate("k");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    StringBuilder hex = new StringBuilder();
    for (byte b : hash) hex.append(hex.isEmpty() ? "" : ":").append(String.format("%02X", b));
    return new UnknownServer(
        "server-key",
        pin(keys).text(),
        "SHA-256 " + hex,
        Optional.of(certificate.getNotAfter().toInstant()),
        known);
  }

  /// Answers each connection once.
  private static SSLServerSocket server(KeyStore keys, String... protocols) throws Exception {
    return server(
        keys,
        socket -> {
          if (protocols.length > 0) socket.setEnabledProtocols(protocols);
        });
  }

  /// @param how before the first connection is taken
  private static SSLServerSocket server(KeyStore keys, Consumer<SSLServerSocket> how)
      throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress());
    how.accept(socket);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!socket.isClosed()) {
                try (SSLSocket client = (SSLSocket) socket.accept()) {
                  client.startHandshake();
                  String body = client.getSession().getProtocol();
                  client.getInputStream().read();
                  client
                      .getOutputStream()
                      .write(("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + body).getBytes());
                } catch (Exception e) {
                  continue;
                }
              }
            });
    return socket;
  }

  private static String ask(Security security, SSLServerSocket server) throws Exception {
    try (HttpClient client = new HttpClient(security, Limits.usual())) {
      return client.call(
          HttpRequest.of("GET", URI.create("https://127.0.0.1:" + server.getLocalPort() + "/")),
          a -> new String(a.bytes(100)));
    }
  }

  @Test
  void nobodyIsTrustedWhoseKeyWasNotCompared() throws Exception {
    try (SSLServerSocket server = server(own)) {
      HttpException e =
          catchThrowableOfType(HttpException.class, () -> ask(Security.tls(), server));
      assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(e).hasMessageContaining("vouches");
      assertThat(e.server()).hasValue(shown(own, Optional.empty()));
      assertThat(ask(Security.tls(pin(own)), server)).isEqualTo("TLSv1.3");
    }
  }

  /// Also if its key is the one that a person has compared.
  @Test
  void aCertificateThatHasEndedIsNeverOfferedNorTaken(@TempDir Path dir) throws Exception {
    KeyStore ended = OwnCertificate.makeEnded(dir.resolve("ended.p12")).keys();
    try (SSLServerSocket server = server(ended)) {
      for (Security security :
          new Security[] {Security.tls(), Security.tls(pin(own)), Security.tls(pin(ended))}) {
        HttpException e = catchThrowableOfType(HttpException.class, () -> ask(security, server));
        assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(e.server()).isEmpty();
      }
    }
  }

  /// Several connections are made at once, and each may be shown something else.
  @Test
  void whatIsComparedIsWhatWasRefused() throws Exception {
    Security security = Security.tls();
    try (SSLServerSocket one = server(own);
        SSLServerSocket two = server(other)) {
      HttpException first = catchThrowableOfType(HttpException.class, () -> ask(security, one));
      HttpException second = catchThrowableOfType(HttpException.class, () -> ask(security, two));
      assertThat(second.server()).hasValue(shown(other, Optional.empty()));
      assertThat(security.refused((SSLException) first.getCause()))
          .hasValue(shown(own, Optional.empty()));
    }
  }

  /// There it is somebody on the way.
  @Test
  void atALargeProviderNobodyIsShownToBeTrusted() throws Exception {
    try (SSLServerSocket server = server(own)) {
      HttpException e =
          catchThrowableOfType(HttpException.class, () -> ask(Security.ofLargeProvider(), server));
      assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(e).hasMessageContaining("vouches");
      assertThat(e.server()).isEmpty();
    }
  }

  @Test
  void aServerWhoseKeyHasChangedIsRefused() throws Exception {
    try (SSLServerSocket server = server(other)) {
      HttpException e =
          catchThrowableOfType(HttpException.class, () -> ask(Security.tls(pin(own)), server));
      assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(e).hasMessageContaining("another key");
      assertThat(e.server()).hasValue(shown(other, Optional.of(pin(own).text())));
      assertThat(e.server().orElseThrow().isAlarm()).isTrue();
    }
  }

  @Test
  void anOlderServerIsReachedByTheSafePartOfTls12() throws Exception {
    try (SSLServerSocket server = server(own, "TLSv1.2")) {
      assertThat(ask(Security.tls(pin(own)), server)).isEqualTo("TLSv1.2");
    }
    try (SSLServerSocket server =
        server(
            own,
            socket -> {
              socket.setEnabledProtocols(new String[] {"TLSv1.2"});
              socket.setEnabledCipherSuites(
                  new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            })) {
      HttpException e =
          catchThrowableOfType(HttpException.class, () -> ask(Security.tls(pin(own)), server));
      assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
    }
  }

  /// A real one, as old NAS have it.
  @Test
  void aRealServerOfTls12OnlyIsReachedIfItIsSafeAndElseToldPlainly(@TempDir Path dir)
      throws Exception {
    OwnCertificate certificate = OwnCertificate.make(dir.resolve("own.p12"));
    certificate.write(dir);
    Security pinned = Security.tls(PinnedKey.of(certificate.certificate()));
    try (LocalServer server =
        DavServers.startEncrypted(dir, "TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256")) {
      assertThat(how(pinned, server)).startsWith("TLSv1.2 ");
    }
    try (LocalServer server = DavServers.startEncrypted(dir, "TLSv1.2", "ECDHE-ECDSA-AES128-SHA")) {
      HttpException e = catchThrowableOfType(HttpException.class, () -> how(pinned, server));
      assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(e.server()).isEmpty();
      assertThat(e).hasMessageContaining("only in old ways").hasMessageContaining("TLS 1.3");
    }
  }

  /// Decision 0166: each upload has a connection of its own, and none waits behind another's lost packet or in the small window of a server.
  @Test
  void aServerThatOffersHttp2IsSpokenToByHttp1(@TempDir Path dir) throws Exception {
    OwnCertificate certificate = OwnCertificate.make(dir.resolve("own.p12"));
    certificate.write(dir);
    try (LocalServer server = DavServers.startEncrypted(dir, "TLSv1.2 TLSv1.3", "HIGH")) {
      assertThat(how(Security.tls(PinnedKey.of(certificate.certificate())), server))
          .isEqualTo("TLSv1.3 HTTP/1.1");
    }
  }

  private static String how(Security security, LocalServer server) throws Exception {
    try (HttpClient client = new HttpClient(security, Limits.usual())) {
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/how");
      return client.call(HttpRequest.of("GET", uri), a -> new String(a.bytes(100)));
    }
  }

  @Test
  void whatIsNoPinIsNone() {
    for (String text : new String[] {"", "sha256/", "sha256/AAAA", "sha1/x", "sha256/!!!!"})
      assertThatThrownBy(() -> new PinnedKey(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
