package org.tidelock.engine.storage.onedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.SignIn.Extent;
import org.tidelock.engine.SignIn.Way;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.PageSignIn;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.fakegraph.Browser;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.fakegraph.Fault;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.servers.Ports;

/// A person signs in: in the browser of this computer, or with a code on another device.
@Timeout(60)
class SignInTest {
  private final Browser browser = new Browser();
  private final List<Duration> rests = new ArrayList<>();
  private FakeGraph graph;
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void start() throws Exception {
    graph = FakeGraph.start();
  }

  @AfterEach
  void stop() {
    graph.close();
    browser.close();
    assertThat(graph.complaints()).isEmpty();
  }

  private PageSignIn signIn(Way way, Extent extent) throws Exception {
    return signIn(graph.storage("Vault"), way, extent);
  }

  private PageSignIn signIn(String url, Way way, Extent extent) throws Exception {
    OneDriveProvider provider = new OneDriveProvider(graph.clock(), Optional.empty(), Proxies.NONE);
    return provider.signIn(
        (ServerUrl) StorageUrl.parse(url),
        StorageAccess.NONE,
        way,
        extent,
        time -> {
          rests.add(time);
          graph.clock().advance(time);
          meanwhile.run();
        },
        new SecureRandom());
  }

  private void assertOpens(StorageAccess access) throws Exception {
    assertThat(access.agreed()).isEqualTo(Map.of("onedrive-client", FakeGraph.CLIENT));
    try (ObjectStore store = Accounts.open(graph, "Vault", new RotatingSecret(access.secret()))) {
      store.prepare();
      assertThat(store.names()).isPresent();
    }
  }

  @Test
  void inTheBrowser() throws Exception {
    try (PageSignIn signIn = signIn(Way.BROWSER, Extent.NEEDED)) {
      assertThat(signIn.code()).isEmpty();
      assertThat(signIn.page().toString())
          .startsWith(graph.loginBase() + "/oauth2/v2.0/authorize?client_id=")
          .contains("scope=Files.ReadWrite.AppFolder%20offline_access")
          .contains("code_challenge_method=S256");
      assertThat(browser.visit(signIn.page())).contains("close this page");
      assertOpens(signIn.await());
    }
  }

  @Test
  void eachSignInHasItsOwnStateAndVerifier() throws Exception {
    try (PageSignIn one = signIn(Way.BROWSER, Extent.NEEDED);
        PageSignIn two = signIn(Way.BROWSER, Extent.NEEDED)) {
      for (String part : new String[] {"state=[^&]{43}", "code_challenge=[^&]{43}"})
        assertThat(part(one.page(), part)).isNotEqualTo(part(two.page(), part));
    }
  }

  private static String part(URI page, String pattern) {
    var found = java.util.regex.Pattern.compile(pattern).matcher(page.toString());
    assertThat(found.find()).as(pattern).isTrue();
    return found.group();
  }

  @Test
  void whoDeclinesIsNotSignedIn() throws Exception {
    graph.personSays(false);
    try (PageSignIn signIn = signIn(Way.BROWSER, Extent.NEEDED)) {
      browser.visit(signIn.page());
      assertThatThrownBy(signIn::await)
          .isInstanceOf(SignIn.class)
          .hasMessage("The sign-in was declined.");
    }
  }

  @Test
  void allFilesOnceMendAnAccountThatWantsIt() throws Exception {
    graph.wantWiderConsentOnce();
    try (PageSignIn signIn = signIn(Way.BROWSER, Extent.ALL_FILES)) {
      browser.visit(signIn.page());
      assertOpens(signIn.await());
    }
    try (PageSignIn signIn = signIn(Way.BROWSER, Extent.NEEDED)) {
      browser.visit(signIn.page());
      assertOpens(signIn.await());
    }
  }

  @Test
  void aWholeDriveNeedsAllFiles() throws Exception {
    String url = graph.storage("Vault") + "&in=drive";
    try (PageSignIn signIn = signIn(url, Way.BROWSER, Extent.NEEDED)) {
      assertThat(signIn.page().toString()).contains("scope=Files.ReadWrite%20offline_access");
    }
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() throws Exception {
    try (PageSignIn signIn = signIn(Way.BROWSER, Extent.NEEDED)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(signIn::await).isInstanceOf(InterruptedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"expires_in\":9}', Permanent",
    "400, '{\"error\":\"invalid_grant\"}', SignIn",
    "400, '{\"error\":\"invalid_client\"}', Permanent",
    "503, '', Transient"
  })
  void aCodeThatGivesNoLastingTokenIsNoSignIn(int status, String body, String trouble)
      throws Exception {
    graph.faults().once("POST .*token", Fault.json(status, body));
    try (PageSignIn signIn = signIn(Way.BROWSER, Extent.NEEDED)) {
      browser.visit(signIn.page());
      assertThatThrownBy(signIn::await)
          .isInstanceOf(StorageException.class)
          .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(trouble));
    }
  }

  @Test
  void onAnotherDeviceByACode() throws Exception {
    try (PageSignIn signIn = signIn(Way.CODE, Extent.NEEDED)) {
      assertThat(signIn.page()).isEqualTo(URI.create("https://microsoft.com/devicelogin"));
      assertThat(graph.userCodes()).containsExactly(signIn.code().orElseThrow());
      meanwhile =
          () -> {
            if (rests.size() == 3) graph.typeCode(signIn.code().orElseThrow(), true);
          };
      assertOpens(signIn.await());
      assertThat(rests).containsOnly(Duration.ofSeconds(5)).hasSize(3);
    }
  }

  @Test
  void byTheProxyOfTheStorage() throws Exception {
    String proxy = "http://127.0.0.1:" + Ports.free();
    OneDriveProvider provider = new OneDriveProvider(graph.clock(), Optional.empty(), Proxies.NONE);
    assertThatThrownBy(
            () ->
                provider.signIn(
                    (ServerUrl) StorageUrl.parse("onedrive:/Vault?client=" + FakeGraph.CLIENT),
                    StorageAccess.NONE.agreeing(StorageAccess.PROXY, proxy),
                    Way.CODE,
                    Extent.NEEDED,
                    rests::add,
                    new SecureRandom()))
        .as("nobody is there")
        .hasMessageContaining("proxy");
  }

  @Test
  void aServerThatWantsToBeAskedLessOftenIs() throws Exception {
    try (PageSignIn signIn = signIn(Way.CODE, Extent.NEEDED)) {
      graph.deviceCodesMayBeAskedEvery(Duration.ofSeconds(9)); // than it has said
      meanwhile =
          () -> {
            if (rests.size() == 4) graph.typeCode(signIn.code().orElseThrow(), true);
          };
      assertOpens(signIn.await());
      assertThat(rests.getLast()).isEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void aNetworkThatBreaksIsNoEndOfIt() throws Exception {
    try (PageSignIn signIn = signIn(Way.CODE, Extent.NEEDED)) {
      graph.faults().once("POST .*token", new Fault.CutBefore());
      graph.faults().once("POST .*token", Fault.json(503, "{}"));
      meanwhile =
          () -> {
            if (rests.size() == 3) graph.typeCode(signIn.code().orElseThrow(), true);
          };
      assertOpens(signIn.await());
    }
  }

  @Test
  void aCodeThatIsDeclinedOrNotTypedIsNoSignIn() throws Exception {
    try (PageSignIn signIn = signIn(Way.CODE, Extent.NEEDED)) {
      graph.typeCode(signIn.code().orElseThrow(), false);
      assertThatThrownBy(signIn::await).isInstanceOf(SignIn.class).hasMessageContaining("declined");
    }
    try (PageSignIn signIn = signIn(Way.CODE, Extent.NEEDED)) {
      assertThatThrownBy(signIn::await).isInstanceOf(SignIn.class);
    }
    graph.blockDeviceCodes();
    assertThatThrownBy(() -> signIn(Way.CODE, Extent.NEEDED)).isInstanceOf(SignIn.class);
  }

  /// A person opens it.
  @ParameterizedTest
  @CsvSource({
    "http://microsoft.com/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "'https://a@b/c'",
    "x"
  })
  void aPageThatIsNoneIsNotShown(String page) {
    graph
        .faults()
        .once(
            "POST .*devicecode",
            Fault.json(
                200,
                "{\"user_code\":\"ABCD\",\"device_code\":\"d\",\"verification_uri\":\""
                    + page
                    + "\"}"));
    assertThatThrownBy(() -> signIn(Way.CODE, Extent.NEEDED)).isInstanceOf(Permanent.class);
  }

  @ParameterizedTest
  @CsvSource({
    "onedrive:/Vault, no application id",
    "onedrive:/?client=x, Name a folder",
    "onedrive:/Vault?client=x&in=moon, form onedrive:/Folder",
    "onedrive:/Vault?client=x&more=y, form onedrive:/Folder",
    "onedrive:/Vault?client=x&graph=http://graph.example, form onedrive:/Folder",
    "onedrive:/Vault?client=x&login=https://a@b, form onedrive:/Folder",
    "onedrive:/a%3Ab?client=x, no folders with such a name",
    "onedrive:/~x?client=x, no folders with such a name"
  })
  void addressesThatCannotBeAreExplained(String url, String said) {
    assertThatThrownBy(() -> signIn(url, Way.BROWSER, Extent.NEEDED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({
    "onedrive:/My vault/b?client=x, onedrive:/My%20vault/b?client=x",
    "onedrive:Vault?client=x, onedrive:/Vault?client=x",
    "OneDrive:///Vault?client=x, onedrive:/Vault?client=x"
  })
  void anAddressIsUnderstoodAsItIsWritten(String written, String shown) {
    assertThat(StorageUrl.parse(written).toString()).isEqualTo(shown);
    assertThat(StorageUrl.parse(shown)).isEqualTo(StorageUrl.parse(written));
  }
}
