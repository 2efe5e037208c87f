package org.tidelock.engine.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.StorageException.Transient.Reason;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.OwnCertificate;
import org.tidelock.engine.storage.servers.Ports;
import org.tidelock.engine.storage.servers.SmallProxy;
import org.tidelock.engine.storage.webdav.WebDavProvider;

/// Servers that only a proxy reaches: their names are known to nobody else.
@Timeout(60)
final class ProxiesTest {
  private static OwnCertificate certificate;
  private static LocalServer encrypted;
  private static LocalServer plain;

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    certificate = OwnCertificate.make(dir.resolve("own.p12"));
    certificate.write(dir);
    encrypted = DavServers.startEncrypted(dir, "TLSv1.3", "HIGH");
    plain = DavServers.NGINX.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (encrypted != null) encrypted.close();
    if (plain != null) plain.close();
  }

  private static HttpClient client(Security security, Proxies proxies) {
    return new HttpClient(security, Limits.usual(), Bandwidth.UNLIMITED, proxies);
  }

  private static String askEncrypted(Proxies proxies) throws Exception {
    try (HttpClient client =
        client(Security.tls(PinnedKey.of(certificate.certificate())), proxies)) {
      URI uri = URI.create("https://nas.invalid:" + encrypted.port() + "/how");
      HttpRequest request =
          HttpRequest.of("GET", uri).with("Authorization", "Basic for-the-server");
      return client.call(request, a -> a.status() + " " + new String(a.bytes(100)));
    }
  }

  private static int sendPlain(Proxies proxies) throws Exception {
    try (HttpClient client = client(Security.cleartext(), proxies)) {
      URI uri = URI.create("http://nas.invalid:" + plain.port() + "/object" + System.nanoTime());
      HttpRequest put = HttpRequest.of("PUT", uri).sending(ByteBuffer.allocate(200_000));
      return client.call(put, HttpAnswer::status);
    }
  }

  private static Proxies by(SmallProxy proxy, String user) {
    String address = "http://" + user + "127.0.0.1:" + proxy.port();
    return Proxies.of(Map.of("HTTPS_PROXY", address, "HTTP_PROXY", address));
  }

  @Test
  void anEncryptedServerIsReachedThroughATunnelThatHearsNothing() throws Exception {
    try (SmallProxy proxy = SmallProxy.open()) {
      Proxies set = Proxies.of("http://127.0.0.1:" + proxy.port());
      assertThat(askEncrypted(set)).isEqualTo("200 TLSv1.3 HTTP/1.1");
      assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT nas.invalid:");
      assertThat(proxy.heads().getFirst()).doesNotContain("for-the-server");
    }
  }

  @Test
  void aServerInTheClearIsReachedToo() throws Exception {
    try (SmallProxy proxy = SmallProxy.open()) {
      assertThat(sendPlain(by(proxy, ""))).isEqualTo(201);
      assertThat(proxy.heads()).singleElement().asString().startsWith("PUT http://nas.invalid:");
    }
  }

  @Test
  void aProxyThatKnowsItsUsersIsToldAtOnceAndNobodyElseIs() throws Exception {
    try (SmallProxy proxy = SmallProxy.of("eve", "p@ss:word")) {
      Proxies known = by(proxy, "eve:p%40ss%3Aword@");
      assertThat(askEncrypted(known)).startsWith("200 ");
      assertThat(sendPlain(known)).isEqualTo(201);
      assertThat(proxy.heads()).as("and nothing for its refusal first").hasSize(2);
    }
  }

  /// Within the tunnel it would come to the server.
  @Test
  void whatOnlyTheProxyMayKnowIsInNoRequestThatIsEncrypted() {
    Proxies known =
        Proxies.of(Map.of("HTTPS_PROXY", "eve:pw@p:1", "HTTP_PROXY", "http://eve:pw@p:1"));
    for (String scheme : List.of("http", "https")) {
      Request request = known.known(new Request.Builder().url(scheme + "://nas.invalid/").build());
      assertThat(request.header("Proxy-Authorization") != null)
          .as(scheme)
          .isEqualTo(scheme.equals("http"));
    }
  }

  @Test
  void whomAProxyDoesNotKnowIsToldPlainlyAndNothingIsSentTwice() throws Exception {
    try (SmallProxy proxy = SmallProxy.of("eve", "right")) {
      for (String user : new String[] {"", "eve:wrong@"}) {
        int before = proxy.heads().size();
        HttpException tunnel =
            catchThrowableOfType(HttpException.class, () -> askEncrypted(by(proxy, user)));
        StorageException said = HttpTroubles.of(tunnel);
        assertThat(said).hasMessageContaining("407").message().doesNotContain("wrong");
        assertThat(((Transient) said).reason()).isEqualTo(Reason.PROXY);
        assertThat(sendPlain(by(proxy, user))).isEqualTo(407);
        assertThat(proxy.heads()).hasSize(before + 2);
      }
    }
  }

  @Test
  void aProxyThatIsAwayIsNotTakenForTheServer() throws Exception {
    Proxies gone = Proxies.of("http://127.0.0.1:" + Ports.free());
    HttpException e = catchThrowableOfType(HttpException.class, () -> askEncrypted(gone));
    assertThat(e).hasMessage("The proxy on the way does not answer.");
    assertThat(((Transient) HttpTroubles.of(e)).reason()).isEqualTo(Reason.PROXY);
    Proxies unknown = Proxies.of("http://proxy.invalid:3128");
    HttpException nowhere = catchThrowableOfType(HttpException.class, () -> askEncrypted(unknown));
    assertThat(nowhere).hasMessageContaining("proxy");
  }

  /// It is asked for a tunnel: what it answers itself is not the server's.
  @ParameterizedTest
  @CsvSource({"403, PROXY", "405, PROXY", "502, SILENT", "503, SILENT"})
  void aProxyThatLetsNobodyThroughIsNotTakenForTheServer(int status, Reason reason)
      throws Exception {
    try (SmallProxy proxy = SmallProxy.refusing(status)) {
      HttpException e =
          catchThrowableOfType(HttpException.class, () -> askEncrypted(by(proxy, "")));
      StorageException said = HttpTroubles.of(e);
      assertThat(said).hasMessageContaining("proxy").hasMessageContaining("" + status);
      assertThat(((Transient) said).reason()).isEqualTo(reason);
    }
  }

  @Test
  void socksIsSpokenToo() throws Exception {
    try (SmallProxy proxy = SmallProxy.open()) {
      Proxies set = Proxies.of("socks5://127.0.0.1:" + proxy.port());
      assertThat(askEncrypted(set)).startsWith("200 ");
      assertThat(sendPlain(set)).isEqualTo(201);
      assertThat(proxy.heads()).allMatch(head -> head.startsWith("SOCKS nas.invalid:")).hasSize(2);
    }
  }

  /// What was said of it counts, and not what the environment says.
  @Test
  void aStorageGoesByTheProxyThatWasSaidForIt() throws Exception {
    try (SmallProxy said = SmallProxy.open();
        SmallProxy ofAll = SmallProxy.open()) {
      String server = "nas.invalid:" + encrypted.port();
      StorageAccess access = PinnedKey.of(certificate.certificate()).trustedBy(StorageAccess.NONE);
      WebDavProvider provider = new WebDavProvider(by(ofAll, ""));
      ServerUrl url = (ServerUrl) StorageUrl.parse("webdav+https://" + server + "/vault");
      String own = "http://127.0.0.1:" + said.port();
      for (StorageAccess each : List.of(access.agreeing(StorageAccess.PROXY, own), access)) {
        try (ObjectStore store = provider.open(url, each, "me", new SecureRandom())) {
          store.prepare();
          ObjectName name = new ObjectName("heads/" + (each == access ? "all" : "said"));
          store.create(name, new byte[] {1, 2, 3});
          assertThat(store.get(name, 10)).hasSize(3);
        }
      }
      assertThat(said.heads()).isNotEmpty().allMatch(h -> h.startsWith("CONNECT " + server));
      assertThat(ofAll.heads()).isNotEmpty().allMatch(h -> h.startsWith("CONNECT " + server));
      assertThatThrownBy(
              () ->
                  provider.open(
                      url,
                      access.agreeing(StorageAccess.PROXY, "http://u:hunter2@p:1"),
                      "me",
                      new SecureRandom()))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("hunter2");
    }
  }

  @Test
  void thisComputerIsReachedDirectly() throws Exception {
    try (SmallProxy proxy = SmallProxy.open();
        HttpClient client =
            client(Security.cleartext(), Proxies.of("http://127.0.0.1:" + proxy.port()))) {
      URI uri = URI.create("http://127.0.0.1:" + plain.port() + "/nothing");
      assertThat(client.call(HttpRequest.of("GET", uri), HttpAnswer::status)).isEqualTo(404);
      assertThat(proxy.heads()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, https://a.example/, true",
    "HTTPS_PROXY, https://a.example/, true",
    "HTTP_PROXY, https://a.example/, false",
    "HTTP_PROXY, http://a.example/, true",
    "ALL_PROXY, https://a.example/, true",
    "OTHER, https://a.example/, false",
    "HTTPS_PROXY, https://nas.home.example/, false",
    "HTTPS_PROXY, https://home.example/, false",
    "HTTPS_PROXY, https://myhome.example/, true",
    "HTTPS_PROXY, https://10.0.0.7/, false",
    "HTTPS_PROXY, https://localhost/, false",
  })
  void theEnvironmentIsReadAsOtherProgramsReadIt(String variable, String server, boolean used) {
    Proxies proxies =
        Proxies.of(Map.of(variable, "proxy:3128", "NO_PROXY", "10.0.0.7, .home.example"));
    assertThat(proxies.isUsedFor(URI.create(server))).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, https://10.1.2.3/, false",
    "10.0.0.0/8, https://11.1.2.3/, true",
    "10.0.0.0/8, https://10.example/, true",
    "192.168.1.128/25, https://192.168.1.127/, true",
    "192.168.1.128/25, https://192.168.1.200/, false",
    "fd00::/8, 'https://[fd12::1]/', false",
    "fd00::/8, 'https://[fe80::1]/', true",
    "fd00::/8, https://10.1.2.3/, true",
    "0.0.0.0/0, https://10.1.2.3/, false",
    "10.0.0.0/33, https://10.0.0.0/, true",
    "10.0.0.0/x, https://10.0.0.0/, true",
    "nas.example:8443, https://nas.example:8443/, false",
    "nas.example:8443, https://nas.example/, true",
    "nas.example:443, https://nas.example/, false",
    "10.0.0.7:8443, https://10.0.0.7:8443/, false",
    "172.16/12, https://172.0.0.1/, true",
    "10.0.0.7, https://my_nas/, true",
    "'[fd12::1]:8443', 'https://[fd12::1]:8443/', false",
    "fd12::1, 'https://[fd12:0::1]/', false",
    "*.home.example:443, https://nas.home.example/, false",
    "a.example b.example, https://b.example/, false",
  })
  void rangesOfAddressesAndPortsAreExceptionsToo(String list, String server, boolean used) {
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", list));
    assertThat(proxies.isUsedFor(URI.create(server))).isEqualTo(used);
  }

  @Test
  void aStarMeansNoneAndAnEmptyVariableNothing() {
    URI server = URI.create("https://a.example/");
    assertThat(Proxies.of(Map.of("https_proxy", "p:1", "no_proxy", "*")).isUsedFor(server))
        .isFalse();
    assertThat(Proxies.of(Map.of("https_proxy", " ")).isUsedFor(server)).isFalse();
    assertThat(Proxies.of("none").isUsedFor(server)).isFalse();
  }

  @Test
  void whatCannotBeUsedIsSaidWithoutItsPassword() {
    for (String text :
        new String[] {"https://p:1", "ftp://p", "http://a b", "http://", "socks4://p"})
      assertThatThrownBy(() -> Proxies.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http://host:port");
    assertThatThrownBy(() -> Proxies.of("http://u:hunter2@p:1"))
        .hasMessageContaining("HTTPS_PROXY")
        .message()
        .doesNotContain("hunter2");
    for (String text : List.of("https://u:hunter2@p p", "http://u:hunter2%zz@proxy.corp.")) {
      Proxies odd = Proxies.of(Map.of("HTTPS_PROXY", text));
      URI server = URI.create("https://a.example/");
      assertThatThrownBy(() -> odd.isUsedFor(server)).message().doesNotContain("hunter2");
      assertThatThrownBy(() -> odd.agreed(StorageAccess.NONE, server))
          .as("at once, and not with the first request")
          .hasMessageContaining("http://host:port");
    }
  }

  @Test
  void whatIsSentInTheClearIsShownToNoProxyThatNobodyHasSaidForIt() {
    Proxies all = Proxies.of(Map.of("HTTP_PROXY", "p:1", "HTTPS_PROXY", "p:1", "ALL_PROXY", "p:1"));
    URI clear = URI.create("http://nas.example/");
    assertThat(all.agreed(StorageAccess.NONE, clear).isUsedFor(clear)).isFalse();
    URI encrypted = URI.create("https://nas.example/");
    assertThat(all.agreed(StorageAccess.NONE, encrypted).isUsedFor(encrypted)).isTrue();
    StorageAccess said = StorageAccess.NONE.agreeing(StorageAccess.PROXY, "http://p:1");
    assertThat(all.agreed(said, clear).isUsedFor(clear)).isTrue();
  }
}
