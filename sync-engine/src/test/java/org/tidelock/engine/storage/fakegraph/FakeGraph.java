package org.tidelock.engine.storage.fakegraph;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Microsoft, for one person with one drive: three hosts on this computer. A test that has used it looks at [#complaints] in the end. Thread-safe.
public final class FakeGraph implements AutoCloseable {
  /// The application that is registered, and where its sign-in comes back to; the port does not count.
  public static final String CLIENT = LoginHost.CLIENT;

  public static final String REDIRECT = LoginHost.REDIRECT;

  private final World world = new World();
  private final Drive drive = new Drive(world.clock);
  private final LoginHost login;
  private final ContentHost content;
  private final GraphHost graph;

  private FakeGraph() throws IOException {
    login = new LoginHost(world);
    content = new ContentHost(world, drive);
    graph = new GraphHost(world, drive, login.grants, content);
  }

  public static FakeGraph start() throws IOException {
    FakeGraph fake = new FakeGraph();
    fake.login.start();
    fake.content.start();
    fake.graph.start();
    return fake;
  }

  /// Without a slash at the end: what is `https://login.microsoftonline.com/common` in the world.
  public URI loginBase() {
    return URI.create("http://127.0.0.1:" + login.port() + "/common");
  }

  /// What is `https://graph.microsoft.com/v1.0`.
  public URI graphBase() {
    return URI.create("http://127.0.0.1:" + graph.port() + GraphHost.BASE);
  }

  /// The address of a storage in its drive.
  ///
  /// @param folder as it stands in an address
  public String storage(String folder) {
    return "onedrive:/" + folder + "?client=" + CLIENT + "&" + options(graphBase());
  }

  /// What leads an address of OneDrive here.
  ///
  /// @param graph this one's, or what stands before it
  public String options(URI graph) {
    return "login=" + encoded(loginBase()) + "&graph=" + encoded(graph);
  }

  private static String encoded(URI uri) {
    return URLEncoder.encode(uri.toString(), StandardCharsets.UTF_8);
  }

  public int graphPort() {
    return graph.port();
  }

  public int contentPort() {
    return content.port();
  }

  /// Names other ports than its own in its answers, where something lies before it.
  public void announce(int graphPort, int contentPort) {
    graph.graphBase = Optional.of(URI.create("http://127.0.0.1:" + graphPort));
    graph.contentBase = Optional.of(URI.create("http://127.0.0.1:" + contentPort));
  }

  /// Names another host in its answers: where contents would be sent to, or lists go on.
  public void announceContentAt(URI host) {
    graph.contentBase = Optional.of(host);
  }

  public void announceGraphAt(URI host) {
    graph.graphBase = Optional.of(host);
  }

  public FakeClock clock() {
    return world.clock;
  }

  public Faults faults() {
    return world.faults;
  }

  /// What nobody should do at the real one.
  public List<String> complaints() {
    return List.copyOf(world.complaints);
  }

  public void allowAtOnce(int most) {
    world.mostAtOnce = most;
  }

  /// Requests so far at all three hosts.
  public int requests() {
    return login.requests() + content.requests() + graph.requests();
  }

  // The person.

  public void personSays(boolean yes) {
    login.saysYes = yes;
  }

  /// The codes that devices show now.
  public List<String> userCodes() {
    return login.grants.userCodes();
  }

  /// The person types a device's code, and agrees or not.
  public void typeCode(String userCode, boolean yes) {
    login.grants.decide(userCode, yes);
  }

  /// A refresh token, as if the person had signed in before.
  public String signedIn(String scopes) {
    String verifier = "v".repeat(43);
    String code = login.grants.code(REDIRECT, Grants.s256(verifier), Grants.scopes(scopes));
    try {
      return login.grants.redeem(code, REDIRECT, verifier).refresh().orElseThrow();
    } catch (Grants.Denied e) {
      throw new IllegalStateException(e);
    }
  }

  /// The person has changed the password, or has removed the application.
  public void revokeAll() {
    login.grants.revokeAll();
  }

  /// All access tokens end before their time.
  public void endAccessTokens() {
    login.grants.endAccess();
  }

  public void accessTokensLive(Duration life) {
    login.grants.accessLife = life;
  }

  public void deviceCodesMayBeAskedEvery(Duration interval) {
    login.grants.interval = interval;
  }

  public void blockDeviceCodes() {
    login.deviceCodesAreBlocked = true;
  }

  /// Stricter than Microsoft: a refresh token that was used is void.
  public void voidUsedRefreshTokens() {
    login.grants.oldRefreshTokensStay = false;
  }

  public void tellExpiresIn(String value) {
    login.expiresIn = Optional.of(value);
  }

  /// How often tokens were refreshed, successfully or not.
  public int refreshes() {
    return login.grants.refreshes();
  }

  // The drive.

  public void quota(long total) {
    drive.total = total;
  }

  public void parentsMustBeMade() {
    drive.parentsAppear = false;
  }

  public void business() {
    graph.isPersonal = false;
  }

  public void wantWiderConsentOnce() {
    graph.wantsWiderConsentOnce = true;
  }

  public void hideQuotaFromAppFolder() {
    graph.hidesQuotaFromAppFolder = true;
  }

  public void listLate(Duration staleness) {
    graph.staleness = staleness;
  }

  public void repeatAtPageBorders() {
    graph.repeatsAtBorders = true;
  }

  public void ignoreRanges(boolean ignores) {
    content.ignoresRanges = ignores;
  }

  public void downloadsLive(Duration life) {
    content.downloadLife = life;
  }

  public void tellConflictsAtTheEnd() {
    graph.sessionsTellConflictsAhead = false;
  }

  /// Sessions end as if their time were over.
  public void endSessions() {
    content.sessions.forgetAll();
  }

  /// Uploads in pieces so far.
  public int sessions() {
    return content.sessions.begun();
  }

  public int openSessions() {
    return content.sessions.count();
  }

  /// What lies in the application's folder, by path; nothing if there is none.
  public Map<String, byte[]> appFiles() {
    return drive.appRootIfMade().map(drive::files).orElse(Map.of());
  }

  /// Everything in the drive, by path.
  public Map<String, byte[]> files() {
    return drive.files(drive.root());
  }

  /// Somebody puts a file there, beside the application.
  public void place(String path, byte[] bytes) {
    drive.put(
        drive.root(),
        List.of(path.split("/")),
        bytes,
        new Drive.Conditions(Drive.Conflict.REPLACE, Optional.empty(), false));
  }

  /// Somebody deletes a file or folder.
  public void remove(String path) {
    drive.delete(
        drive.find(drive.root(), List.of(path.split("/"))).orElseThrow(), Optional.empty());
  }

  @Override
  public void close() {
    login.close();
    graph.close();
    content.close();
  }
}
