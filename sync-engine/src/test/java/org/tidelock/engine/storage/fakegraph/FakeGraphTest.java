package org.tidelock.engine.storage.fakegraph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The fake itself, by the examples of Microsoft's documents and of the issues that it names.
class FakeGraphTest {
  private static final String APP = "/me/drive/special/approot";
  private static final String FAIL = "?@microsoft.graph.conflictBehavior=fail";
  private static final String APP_FOLDER = "Files.ReadWrite.AppFolder offline_access";
  private static final int STEP = 320 << 10;

  private final Browser http = new Browser();
  private FakeGraph graph;
  private String token;

  @BeforeEach
  void start() throws Exception {
    graph = FakeGraph.start();
    token = access(refresh(graph.signedIn(APP_FOLDER)));
  }

  @AfterEach
  void stop() {
    graph.close();
    http.close();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private HttpResponse<byte[]> ask(String method, String path, byte[] body, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of("Authorization", "Bearer " + token));
    URI uri = path.startsWith("http") ? URI.create(path) : URI.create(graph.graphBase() + path);
    return http.send(method, uri, body, all.toArray(String[]::new));
  }

  private HttpResponse<byte[]> ask(String method, String path) throws Exception {
    return ask(method, path, new byte[0]);
  }

  private HttpResponse<byte[]> bare(String method, String uri, byte[] body, String... headers)
      throws Exception {
    return http.send(method, URI.create(uri), body, headers);
  }

  private static String code(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + Browser.json(answer).at("/error/code").asString();
  }

  private static String inner(HttpResponse<byte[]> answer) {
    return Browser.json(answer).at("/error/innerError/code").asString();
  }

  private HttpResponse<byte[]> login(String page, Map<String, String> form) throws Exception {
    StringBuilder body = new StringBuilder();
    form.forEach(
        (k, v) -> body.append(k).append('=').append(URLEncoder.encode(v, UTF_8)).append('&'));
    return bare(
        "POST",
        graph.loginBase() + "/oauth2/v2.0/" + page,
        body.toString().getBytes(UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private HttpResponse<byte[]> refresh(String refreshToken) throws Exception {
    return login(
        "token",
        Map.of(
            "client_id",
            FakeGraph.CLIENT,
            "grant_type",
            "refresh_token",
            "refresh_token",
            refreshToken));
  }

  private static String access(HttpResponse<byte[]> answer) {
    return Browser.json(answer).get("access_token").asString();
  }

  private static String error(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + Browser.json(answer).get("error").asString();
  }

  @Test
  void hashesAreThoseOfThePublicVectors() {
    assertThat(QuickXor.of(java.util.Base64.getDecoder().decode("Sg==")))
        .isEqualTo("SgAAAAAAAAAAAAAAAQAAAAAAAAA=");
    assertThat(QuickXor.of(new byte[0])).isEqualTo("AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  }

  @Test
  void theAppFolderIsMadeByItsFirstGetOnly() throws Exception {
    assertThat(code(ask("PUT", APP + ":/k:/content", bytes(3)))).isEqualTo("404 itemNotFound");
    JsonNode folder = Browser.json(ask("GET", APP));
    assertThat(folder.at("/specialFolder/name").asString()).isEqualTo("approot");
    assertThat(ask("PUT", APP + ":/k:/content", bytes(3)).statusCode()).isEqualTo(201);
    assertThat(code(ask("GET", "/me/drive/special/AppRoot"))).isEqualTo("400 invalidRequest");
  }

  @Test
  void aNameIsReplacedUnlessTheCallerForbidsIt() throws Exception {
    ask("GET", APP);
    assertThat(ask("PUT", APP + ":/a/b/Key:/content", bytes(3)).statusCode()).isEqualTo(201);
    assertThat(ask("PUT", APP + ":/a/b/key:/content", bytes(4)).statusCode()).isEqualTo(200);
    assertThat(code(ask("PUT", APP + ":/A/b/KEY:/content" + FAIL, bytes(5))))
        .isEqualTo("409 nameAlreadyExists");
    assertThat(code(ask("PUT", APP + ":/a/b/key:/content", bytes(5), "If-None-Match", "*")))
        .isEqualTo("412 resourceModified");
    HttpResponse<byte[]> other =
        ask("PUT", APP + ":/a/b/key:/content?@microsoft.graph.conflictBehavior=rename", bytes(6));
    assertThat(Browser.json(other).get("name").asString()).isEqualTo("key 1");
    assertThat(graph.appFiles()).containsOnlyKeys("a/b/Key", "a/b/key 1");
    assertThat(graph.appFiles().get("a/b/Key")).isEqualTo(bytes(4));
    assertThat(code(ask("PUT", APP + ":/a/b:/content", bytes(5))))
        .isEqualTo("409 nameAlreadyExists");
    assertThat(code(ask("PUT", APP + ":/a/b/key/x:/content", bytes(5))))
        .isEqualTo("404 itemNotFound");
  }

  @Test
  void whatHasChangedIsNotReplacedByItsTag() throws Exception {
    ask("GET", APP);
    JsonNode item = Browser.json(ask("PUT", APP + ":/k:/content", bytes(3)));
    String tag = item.get("cTag").asString();
    assertThat(ask("PUT", APP + ":/k:/content", bytes(4), "If-Match", tag).statusCode())
        .isEqualTo(200);
    assertThat(inner(ask("PUT", APP + ":/k:/content", bytes(4), "If-Match", tag)))
        .isEqualTo("entityTagDoesNotMatch");
    assertThat(ask("DELETE", APP + ":/k", new byte[0], "If-Match", tag).statusCode())
        .isEqualTo(412);
  }

  @Test
  void namesThatOneDriveForbidsAreRefused() throws Exception {
    ask("GET", APP);
    for (String name : new String[] {"con", "a%3Ab", "x.", "%20x", "lpt1", ".lock", "a_vti_b"})
      assertThat(ask("PUT", APP + ":/" + name + ":/content", bytes(1)).statusCode())
          .as(name)
          .isEqualTo(400);
    assertThat(inner(ask("PUT", APP + ":/" + "a/".repeat(200) + "x:/content", bytes(1))))
        .isEqualTo("pathIsTooLong");
  }

  @Test
  void contentComesFromAnotherHostThatWantsNoCredentials() throws Exception {
    ask("GET", APP);
    ask("PUT", APP + ":/k:/content", bytes(1000));
    HttpResponse<byte[]> redirect = ask("GET", APP + ":/k:/content");
    assertThat(redirect.statusCode()).isEqualTo(302);
    String there = redirect.headers().firstValue("Location").orElseThrow();
    assertThat(bare("GET", there, new byte[0]).body()).isEqualTo(bytes(1000));
    HttpResponse<byte[]> part = bare("GET", there, new byte[0], "Range", "bytes=990-2000");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes(1000), 990, 1000));
    assertThat(bare("GET", there, new byte[0], "Range", "bytes=1000-").statusCode()).isEqualTo(416);
    graph.ignoreRanges(true);
    assertThat(bare("GET", there, new byte[0], "Range", "bytes=1-2").statusCode()).isEqualTo(200);
    assertThat(graph.complaints()).isEmpty();
    assertThat(ask("GET", there).statusCode()).isEqualTo(401);
    assertThat(graph.complaints()).hasSize(1);
    graph.clock().advance(Duration.ofHours(2));
    assertThat(bare("GET", there, new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void anItemHasTheFieldsThatAreSelected() throws Exception {
    ask("GET", APP);
    ask("PUT", APP + ":/f/k:/content", bytes(7));
    JsonNode item = Browser.json(ask("GET", APP + ":/f/k?$select=name,size,nonsense"));
    assertThat(item.propertyNames()).containsExactlyInAnyOrder("name", "size", "@odata.context");
    JsonNode whole = Browser.json(ask("GET", APP + ":/f/k"));
    assertThat(whole.at("/file/hashes/quickXorHash").asString()).isEqualTo(QuickXor.of(bytes(7)));
    assertThat(Browser.json(ask("GET", APP + ":/f")).at("/folder/childCount").asInt()).isEqualTo(1);
    String url =
        Browser.json(ask("GET", APP + ":/f/k?$select=id,@microsoft.graph.downloadUrl"))
            .get("@microsoft.graph.downloadUrl")
            .asString();
    assertThat(bare("GET", url, new byte[0]).body()).isEqualTo(bytes(7));
    assertThat(
            ask("GET", "/me/drive/items/" + whole.get("id").asString() + "/content").statusCode())
        .isEqualTo(302);
    assertThat(code(ask("GET", APP + ":/f/other"))).isEqualTo("404 itemNotFound");
  }

  @Test
  void aFolderIsListedPageByPage() throws Exception {
    ask("GET", APP);
    for (int i = 0; i < 5; i++) ask("PUT", APP + ":/f/n" + i + ":/content", bytes(1));
    assertThat(names(APP + ":/f:/children?$top=2&$select=name"))
        .containsExactly("n0", "n1", "n2", "n3", "n4");
    graph.repeatAtPageBorders();
    assertThat(names(APP + ":/f:/children?$top=2&$select=name"))
        .containsExactly("n0", "n1", "n1", "n2", "n3", "n3", "n4");
    graph.listLate(Duration.ofSeconds(3));
    assertThat(names(APP + ":/f:/children")).isEmpty();
    graph.clock().advance(Duration.ofSeconds(4));
    assertThat(names(APP + ":/f:/children")).hasSize(5);
  }

  private List<String> names(String path) throws Exception {
    List<String> names = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      JsonNode page = Browser.json(ask("GET", next));
      page.get("value").forEach(item -> names.add(item.get("name").asString()));
      next = page.path("@odata.nextLink").asString("");
    }
    return names;
  }

  @Test
  void deletedItemsGoIntoTheBinAndCountStill() throws Exception {
    ask("GET", APP);
    ask("PUT", APP + ":/k:/content", bytes(1000));
    assertThat(ask("DELETE", APP + ":/k").statusCode()).isEqualTo(204);
    assertThat(code(ask("DELETE", APP + ":/k"))).isEqualTo("404 itemNotFound");
    JsonNode quota = Browser.json(ask("GET", "/me/drive?$select=quota")).get("quota");
    assertThat(quota.get("deleted").asLong()).isEqualTo(1000);
    graph.quota(1500);
    assertThat(code(ask("PUT", APP + ":/l:/content", bytes(600))))
        .isEqualTo("507 quotaLimitReached");
  }

  private String session(String name, String item) throws Exception {
    HttpResponse<byte[]> answer =
        ask(
            "POST",
            APP + ":/" + name + ":/createUploadSession",
            item.getBytes(UTF_8),
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Browser.json(answer).get("uploadUrl").asString();
  }

  private static final String NOT_OVER =
      "{\"item\":{\"@microsoft.graph.conflictBehavior\":\"fail\"}}";

  private HttpResponse<byte[]> piece(String url, byte[] all, int from, int to) throws Exception {
    return bare(
        "PUT",
        url,
        Arrays.copyOfRange(all, from, to),
        "Content-Range",
        "bytes " + from + "-" + (to - 1) + "/" + all.length);
  }

  @Test
  void aLargeFileComesInPiecesInTheirOrder() throws Exception {
    ask("GET", APP);
    byte[] all = bytes(2 * STEP + 10);
    String url = session("big", NOT_OVER);
    HttpResponse<byte[]> first = piece(url, all, 0, STEP);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(Browser.json(first).at("/nextExpectedRanges/0").asString()).isEqualTo(STEP + "-");
    assertThat(inner(piece(url, all, 0, STEP))).isEqualTo("fragmentOverlap");
    assertThat(inner(piece(url, all, 2 * STEP, all.length))).isEqualTo("fragmentOutOfOrder");
    assertThat(Browser.json(bare("GET", url, new byte[0])).at("/nextExpectedRanges/0").asString())
        .isEqualTo(STEP + "-");
    assertThat(graph.appFiles()).isEmpty();
    assertThat(code(ask("PUT", APP + ":/big:/content" + FAIL, bytes(1))))
        .isEqualTo("409 nameAlreadyExists");
    assertThat(piece(url, all, STEP, 2 * STEP).statusCode()).isEqualTo(202);
    assertThat(piece(url, all, 2 * STEP, all.length).statusCode()).isEqualTo(201);
    assertThat(graph.appFiles().get("big")).isEqualTo(all);
    assertThat(bare("GET", url, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(graph.complaints()).isEmpty();
  }

  @Test
  void anUploadThatDoesNotKeepTheRulesFails() throws Exception {
    ask("GET", APP);
    byte[] all = bytes(STEP + 10);
    String odd = session("odd", NOT_OVER);
    assertThat(piece(odd, all, 0, 100).statusCode()).isEqualTo(202);
    assertThat(piece(odd, all, 100, all.length).statusCode()).isEqualTo(400);
    String withCredentials = session("two", NOT_OVER);
    assertThat(ask("GET", withCredentials).statusCode()).isEqualTo(401);
    String none = session("none", NOT_OVER);
    assertThat(bare("PUT", none, new byte[0], "Content-Range", "bytes 0-0/0").statusCode())
        .isEqualTo(400);
    assertThat(bare("DELETE", none, new byte[0]).statusCode()).isEqualTo(204);
    assertThat(bare("DELETE", none, new byte[0]).statusCode()).isEqualTo(404);
    String old = session("old", NOT_OVER);
    graph.clock().advance(Duration.ofDays(8));
    assertThat(bare("GET", old, new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void aSessionReplacesUnlessForbiddenAtTheRightPlace() throws Exception {
    ask("GET", APP);
    ask("PUT", APP + ":/k:/content", bytes(3));
    assertThat(code(ask("POST", APP + ":/k:/createUploadSession", NOT_OVER.getBytes(UTF_8))))
        .isEqualTo("409 nameAlreadyExists");
    String url = session("k", "{\"@microsoft.graph.conflictBehavior\":\"fail\"}");
    assertThat(piece(url, bytes(9), 0, 9).statusCode()).isEqualTo(200);
    graph.tellConflictsAtTheEnd();
    String late = session("k", NOT_OVER);
    assertThat(code(piece(late, bytes(8), 0, 8))).isEqualTo("409 nameAlreadyExists");
    assertThat(graph.appFiles().get("k")).isEqualTo(bytes(9));
  }

  private URI authorize(Map<String, String> changes) {
    Map<String, String> asked =
        new TreeMap<>(
            Map.of(
                "client_id", FakeGraph.CLIENT,
                "response_type", "code",
                "redirect_uri", "http://localhost:5151/tidelock",
                "scope", APP_FOLDER,
                "state", "s t",
                "code_challenge", Grants.s256("v".repeat(43)),
                "code_challenge_method", "S256"));
    asked.putAll(changes);
    StringBuilder uri = new StringBuilder(graph.loginBase() + "/oauth2/v2.0/authorize?");
    asked.forEach(
        (k, v) -> uri.append(k).append('=').append(URLEncoder.encode(v, UTF_8)).append('&'));
    return URI.create(uri.toString());
  }

  private String answered(Map<String, String> changes) throws Exception {
    HttpResponse<byte[]> page = http.send("GET", authorize(changes), new byte[0]);
    return page.headers().firstValue("Location").orElse("page " + page.statusCode());
  }

  private HttpResponse<byte[]> redeem(String code, String verifier) throws Exception {
    return login(
        "token",
        Map.of(
            "client_id",
            FakeGraph.CLIENT,
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            "http://localhost:5151/tidelock",
            "code_verifier",
            verifier));
  }

  private static String codeIn(String location) {
    return Talk.form(URI.create(location).getRawQuery()).get("code");
  }

  @Test
  void aCodeIsRedeemedOnceByWhoeverHasItsVerifier() throws Exception {
    String location = answered(Map.of());
    assertThat(location).startsWith("http://localhost:5151/tidelock?code=").endsWith("&state=s+t");
    String wrong = codeIn(answered(Map.of()));
    assertThat(error(redeem(wrong, "w".repeat(43)))).isEqualTo("400 invalid_grant");
    HttpResponse<byte[]> tokens = redeem(codeIn(location), "v".repeat(43));
    assertThat(Browser.json(tokens).get("expires_in").asInt()).isEqualTo(3599);
    token = access(tokens);
    assertThat(ask("GET", APP).statusCode()).isEqualTo(200);
    assertThat(error(redeem(codeIn(location), "v".repeat(43)))).isEqualTo("400 invalid_grant");
    String late = codeIn(answered(Map.of()));
    graph.clock().advance(Duration.ofMinutes(11));
    assertThat(error(redeem(late, "v".repeat(43)))).isEqualTo("400 invalid_grant");
  }

  @Test
  void whatIsAskedWronglyInTheBrowserIsRefused() throws Exception {
    assertThat(answered(Map.of("client_id", "other"))).isEqualTo("page 400");
    assertThat(answered(Map.of("redirect_uri", "http://localhost:5151/other")))
        .isEqualTo("page 400");
    assertThat(answered(Map.of("redirect_uri", "http://evil.example/tidelock")))
        .isEqualTo("page 400");
    assertThat(answered(Map.of("code_challenge_method", "plain")))
        .contains("error=invalid_request");
    graph.personSays(false);
    assertThat(answered(Map.of())).contains("error=access_denied").contains("state=s+t");
  }

  @Test
  void refreshTokensAreRenewedAndMayBeRevoked() throws Exception {
    String first = graph.signedIn(APP_FOLDER);
    String second = Browser.json(refresh(first)).get("refresh_token").asString();
    assertThat(second).isNotEqualTo(first);
    assertThat(refresh(first).statusCode()).isEqualTo(200);
    graph.voidUsedRefreshTokens();
    assertThat(refresh(second).statusCode()).isEqualTo(200);
    assertThat(error(refresh(second))).isEqualTo("400 invalid_grant");
    graph.clock().advance(Duration.ofDays(91));
    assertThat(error(refresh(first))).isEqualTo("400 invalid_grant");
    graph.revokeAll();
    assertThat(Browser.json(refresh(first)).get("error_description").asString())
        .startsWith("AADSTS50173");
    assertThat(error(login("token", Map.of("client_id", "x", "grant_type", "refresh_token"))))
        .isEqualTo("400 unauthorized_client");
  }

  @Test
  void accessTokensEnd() throws Exception {
    assertThat(ask("GET", APP).statusCode()).isEqualTo(200);
    graph.clock().advance(Duration.ofHours(1));
    HttpResponse<byte[]> late = ask("GET", APP);
    assertThat(code(late)).isEqualTo("401 InvalidAuthenticationToken");
    assertThat(late.headers().firstValue("WWW-Authenticate").orElse("")).contains("expired_token");
    token = "nonsense";
    assertThat(code(ask("GET", APP))).isEqualTo("401 InvalidAuthenticationToken");
  }

  @Test
  void aDeviceWaitsUntilItsCodeIsTyped() throws Exception {
    graph.deviceCodesMayBeAskedEvery(Duration.ofSeconds(5));
    JsonNode shown =
        Browser.json(
            login("devicecode", Map.of("client_id", FakeGraph.CLIENT, "scope", APP_FOLDER)));
    Map<String, String> poll =
        Map.of(
            "client_id",
            FakeGraph.CLIENT,
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "device_code",
            shown.get("device_code").asString());
    assertThat(error(login("token", poll))).isEqualTo("400 authorization_pending");
    assertThat(error(login("token", poll))).isEqualTo("400 slow_down");
    graph.clock().advance(Duration.ofSeconds(5));
    assertThat(error(login("token", poll))).isEqualTo("400 authorization_pending");
    assertThat(graph.userCodes()).containsExactly(shown.get("user_code").asString());
    graph.typeCode(shown.get("user_code").asString(), true);
    assertThat(login("token", poll).statusCode()).isEqualTo(200);
    assertThat(error(login("token", poll))).isEqualTo("400 bad_verification_code");
  }

  @Test
  void theAppFolderIsAllThatItsScopeOpens() throws Exception {
    ask("GET", APP);
    ask("PUT", APP + ":/k:/content", bytes(1));
    graph.place("Documents/mine", bytes(2));
    assertThat(code(ask("GET", "/me/drive/root:/Documents/mine"))).isEqualTo("403 accessDenied");
    assertThat(code(ask("GET", "/me"))).isEqualTo("403 Authorization_RequestDenied");
    graph.hideQuotaFromAppFolder();
    assertThat(code(ask("GET", "/me/drive?$select=quota"))).isEqualTo("403 accessDenied");
    token = access(refresh(graph.signedIn("Files.ReadWrite offline_access")));
    assertThat(ask("GET", "/me/drive/root:/Documents/mine").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/me/drive/root:/Apps/Tidelock/k").statusCode()).isEqualTo(200);
  }

  @Test
  void someAccountsWantWiderConsentOnce() throws Exception {
    graph.wantWiderConsentOnce();
    HttpResponse<byte[]> denied = ask("GET", APP);
    assertThat(code(denied)).isEqualTo("403 accessDenied");
    assertThat(inner(denied)).isEqualTo("serviceReadOnly");
    graph.signedIn("Files.ReadWrite offline_access");
    assertThat(ask("GET", APP).statusCode()).isEqualTo(200);
  }

  @Test
  void parentsMayHaveToBeMade() throws Exception {
    ask("GET", APP);
    graph.parentsMustBeMade();
    assertThat(code(ask("PUT", APP + ":/a/k:/content", bytes(1)))).isEqualTo("404 itemNotFound");
    byte[] folder = "{\"name\":\"a\",\"folder\":{}}".getBytes(UTF_8);
    assertThat(ask("POST", APP + "/children", folder).statusCode()).isEqualTo(201);
    assertThat(code(ask("POST", APP + "/children", folder))).isEqualTo("409 nameAlreadyExists");
    assertThat(ask("PUT", APP + ":/a/k:/content", bytes(1)).statusCode()).isEqualTo(201);
  }

  @Test
  void whatIsPlannedGoesWrong() throws Exception {
    ask("GET", APP);
    graph.faults().once("PUT .*/cut", new Fault.CutBefore());
    graph.faults().once("PUT .*/lost", new Fault.CutAfter());
    graph.faults().once("GET /dl", new Fault.Truncated());
    graph.faults().once("GET .*children", Fault.page());
    assertThatThrownBy(() -> ask("PUT", APP + ":/cut:/content", bytes(10)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ask("PUT", APP + ":/lost:/content", bytes(10)))
        .isInstanceOf(IOException.class);
    assertThat(graph.appFiles()).containsOnlyKeys("lost");
    String there =
        ask("GET", APP + ":/lost:/content").headers().firstValue("Location").orElseThrow();
    assertThatThrownBy(() -> bare("GET", there, new byte[0])).isInstanceOf(IOException.class);
    assertThat(ask("GET", APP + "/children").headers().firstValue("Content-Type"))
        .contains("text/html");
    assertThat(graph.faults().left()).isZero();
  }

  @Test
  void whoIsAskedToWaitAndDoesNotIsNoticed() throws Exception {
    ask("GET", APP);
    Duration wait = Duration.ofSeconds(20);
    graph.faults().once("GET", new Fault.Throttle(429, wait, Fault.RetryAfter.SECONDS));
    HttpResponse<byte[]> answer = ask("GET", APP);
    assertThat(code(answer)).isEqualTo("429 activityLimitReached");
    assertThat(answer.headers().firstValue("Retry-After")).contains("20");
    graph.clock().advance(wait);
    ask("GET", APP);
    assertThat(graph.complaints()).isEmpty();
    graph.faults().once("GET", new Fault.Throttle(503, wait, Fault.RetryAfter.DATE));
    assertThat(ask("GET", APP).headers().firstValue("Retry-After").orElse("")).endsWith("GMT");
    graph.clock().advance(Duration.ofSeconds(1));
    ask("GET", APP);
    assertThat(graph.complaints()).hasSize(1);
  }
}
