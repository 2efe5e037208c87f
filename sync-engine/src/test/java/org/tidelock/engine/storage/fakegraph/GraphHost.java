package org.tidelock.engine.storage.fakegraph;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `graph.microsoft.com/v1.0`: one person's drive.
final class GraphHost extends Host {
  static final String BASE = "/v1.0";
  private static final String DRIVE = BASE + "/me/drive";
  private static final String CONFLICT = "@microsoft.graph.conflictBehavior";
  private static final int USUAL_PAGE = 200;
  private static final int LARGEST_SIMPLE = 250 << 20;
  private static final Set<String> KNOWN_OPTIONS =
      Set.of("$select", "select", "$top", "$skiptoken", "$orderby", "$expand", CONFLICT);

  private final Drive drive;
  private final Grants grants;
  private final ContentHost content;
  volatile Optional<URI> contentBase = Optional.empty();
  volatile Optional<URI> graphBase = Optional.empty();

  /// What is newer is not listed yet (onedrive-api-docs#934: 2 to 4 s).
  volatile Duration staleness = Duration.ZERO;

  /// At each border of pages, one item comes twice (onedrive-api-docs#1472).
  volatile boolean repeatsAtBorders;

  volatile boolean isPersonal = true;

  /// onedrive-api-docs#1929: an application whose only scope is the app folder may do nothing, until it was once allowed more.
  volatile boolean wantsWiderConsentOnce;

  /// hassio-onedrive-backup#247.
  volatile boolean hidesQuotaFromAppFolder;

  /// Else only the last piece tells that the name exists.
  volatile boolean sessionsTellConflictsAhead = true;

  /// rclone#8558: an upload that nobody ended keeps its name busy.
  volatile boolean unendedUploadsKeepNames = true;

  GraphHost(World world, Drive drive, Grants grants, ContentHost content) throws IOException {
    super(world);
    this.drive = drive;
    this.grants = grants;
    this.content = content;
  }

  @Override
  boolean isOfTheAccount() {
    return true;
  }

  @Override
  void serve(Talk talk) throws IOException {
    String token = authenticated(talk);
    talk.query().keySet().stream()
        .filter(o -> !KNOWN_OPTIONS.contains(o))
        .forEach(o -> world.complain("an unknown option: " + o));
    String path = talk.rawPath();
    Access access = new Access(grants.scopesOf(token));
    if (path.equals(BASE + "/me")) {
      me(talk, access);
    } else if (path.equals(DRIVE)) {
      drive(talk, access);
    } else if (path.startsWith(DRIVE + "/")) {
      item(talk, access, DrivePath.parse(path.substring(DRIVE.length())));
    } else {
      throw GraphError.of(400, "BadRequest", "Resource not found for the segment").refused();
    }
  }

  private String authenticated(Talk talk) {
    String header = talk.header("Authorization").orElse("");
    if (!header.startsWith("Bearer "))
      throw GraphError.of(401, "InvalidAuthenticationToken", "Access token is empty.")
          .with("WWW-Authenticate", "Bearer realm=\"\"")
          .refused();
    String token = header.substring("Bearer ".length());
    switch (grants.standing(token)) {
      case VALID -> {}
      case EXPIRED ->
          throw GraphError.of(
                  401,
                  "InvalidAuthenticationToken",
                  "Lifetime validation failed, the token is expired.")
              .with(
                  "WWW-Authenticate",
                  "Bearer realm=\"\", error=\"invalid_token\", error_description=\"expired_token\"")
              .refused();
      case UNKNOWN ->
          throw GraphError.of(401, "InvalidAuthenticationToken", "CompactToken parsing failed")
              .with("WWW-Authenticate", "Bearer realm=\"\", error=\"invalid_token\"")
              .refused();
    }
    return token;
  }

  /// What a token allows.
  private final class Access {
    final boolean all;
    final boolean appFolder;
    final boolean me;

    Access(Set<String> scopes) {
      all = scopes.contains("Files.ReadWrite") || scopes.contains("Files.ReadWrite.All");
      appFolder = scopes.contains("Files.ReadWrite.AppFolder");
      me = scopes.contains("User.Read");
    }

    void requireSome() {
      if (!all && !appFolder) throw denied();
      if (all || !isPersonal || !wantsWiderConsentOnce) return;
      if (!grants.hasConsented("Files.ReadWrite"))
        throw GraphError.of(403, "accessDenied", "Database Is Read Only")
            .because("serviceReadOnly")
            .refused();
    }

    void require(Item item) {
      boolean isAppFolders = drive.appRootIfMade().map(item::isBelow).orElse(false);
      if (!all && !isAppFolders) throw denied();
    }
  }

  private static GraphError.Refused denied() {
    return GraphError.of(403, "accessDenied", "Access denied").refused();
  }

  private void me(Talk talk, Access access) throws IOException {
    if (!access.me)
      throw GraphError.of(403, "Authorization_RequestDenied", "Insufficient privileges").refused();
    talk.answer(
        200,
        Talk.JSON
            .createObjectNode()
            .put("displayName", "Ada Example")
            .put("userPrincipalName", "ada@example.org"));
  }

  private void drive(Talk talk, Access access) throws IOException {
    access.requireSome();
    if (!access.all && hidesQuotaFromAppFolder) throw denied();
    ObjectNode body = Talk.JSON.createObjectNode().put("id", "D1");
    body.put("driveType", isPersonal ? "personal" : "business");
    ObjectNode quota = body.putObject("quota");
    quota.put("total", drive.total).put("used", drive.used()).put("deleted", drive.inBin());
    quota.put("remaining", Math.max(0, drive.total - drive.used()));
    quota.put("state", drive.used() >= drive.total ? "exceeded" : "normal");
    Set<String> selected = selected(talk);
    if (!selected.isEmpty()) body.retain(selected);
    talk.answer(200, body);
  }

  private static Set<String> selected(Talk talk) {
    Map<String, String> query = talk.query();
    String names = query.getOrDefault("$select", query.getOrDefault("select", ""));
    return names.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(names.split(",")));
  }

  private Item anchor(Talk talk, DrivePath path) {
    if (path.anchor().equals("root")) return drive.root();
    if (path.anchor().startsWith("items/"))
      return drive.byId(path.anchor().substring("items/".length()));
    if (!path.anchor().equals("special/approot"))
      throw GraphError.invalid("The special folder identifier isn't valid");
    // onedrive-api-docs#1132: only its own GET makes it.
    boolean makes = talk.method().equals("GET") && path.path().isEmpty();
    return drive.appRoot(makes);
  }

  private void item(Talk talk, Access access, DrivePath path) throws IOException {
    access.requireSome();
    Item anchor = anchor(talk, path);
    access.require(anchor);
    switch (talk.method() + " " + path.verb()) {
      case "GET " -> stat(talk, existing(anchor, path));
      case "DELETE " -> {
        drive.delete(existing(anchor, path), talk.header("If-Match"));
        talk.empty(204);
      }
      case "GET content" -> get(talk, existing(anchor, path));
      case "PUT content" -> put(talk, anchor, path);
      case "GET children" -> list(talk, existing(anchor, path));
      case "POST children" -> makeFolder(talk, existing(anchor, path));
      case "POST createUploadSession" -> startSession(talk, anchor, path);
      default -> throw GraphError.of(405, "notSupported", "Not supported").refused();
    }
  }

  private Item existing(Item anchor, DrivePath path) {
    return drive.find(anchor, path.path()).orElseThrow(GraphError::notFound);
  }

  private void stat(Talk talk, Item item) throws IOException {
    if (talk.header("If-None-Match").filter(item.eTag()::equals).isPresent()) {
      talk.empty(304);
      return;
    }
    Set<String> selected = selected(talk);
    ObjectNode body = item.json(selected);
    drive
        .appRootIfMade()
        .filter(r -> r == item && selected.isEmpty())
        .ifPresent(_ -> body.putObject("specialFolder").put("name", "approot"));
    if (!item.isFolder() && selected.contains("@microsoft.graph.downloadUrl"))
      body.put("@microsoft.graph.downloadUrl", contentUri(content.offer(item.bytes())).toString());
    body.put("@odata.context", graphUri("/$metadata#drives").toString());
    talk.answer(200, body);
  }

  private URI contentUri(String path) {
    return contentBase.orElse(URI.create("http://127.0.0.1:" + content.port())).resolve(path);
  }

  private URI graphUri(String path) {
    return graphBase.orElse(URI.create("http://127.0.0.1:" + port())).resolve(BASE + path);
  }

  private void get(Talk talk, Item item) throws IOException {
    if (item.isFolder()) throw GraphError.invalid("You cannot get content for a folder");
    talk.empty(302, "Location", contentUri(content.offer(item.bytes())).toString());
  }

  private Drive.Conditions conditions(Talk talk, Optional<String> behaviour) {
    Drive.Conflict conflict =
        switch (behaviour.orElse("replace")) { // whatever the documents say (graph-docs#19010)
          case "fail" -> Drive.Conflict.FAIL;
          case "replace" -> Drive.Conflict.REPLACE;
          case "rename" -> Drive.Conflict.RENAME;
          default -> throw GraphError.invalid("The conflict behaviour is not known");
        };
    return new Drive.Conditions(
        conflict,
        talk.header("If-Match"),
        talk.header("If-None-Match").filter("*"::equals).isPresent());
  }

  private void put(Talk talk, Item anchor, DrivePath path) throws IOException {
    if (talk.header("Content-Length").isEmpty())
      throw GraphError.of(411, "invalidRequest", "Content-Length is missing").refused();
    if (Long.parseLong(talk.header("Content-Length").get()) > LARGEST_SIMPLE)
      throw GraphError.of(413, "invalidRequest", "The request is too large").refused();
    byte[] body = talk.body();
    if (path.path().isEmpty())
      throw GraphError.of(405, "notSupported", "By id: not in this fake").refused();
    requireNotBusy(anchor, path);
    Optional<String> behaviour = Optional.ofNullable(talk.query().get(CONFLICT));
    Drive.Stored stored = drive.put(anchor, path.path(), body, conditions(talk, behaviour));
    talk.answer(stored.isNew() ? 201 : 200, stored.item().json(Set.of()));
  }

  private void requireNotBusy(Item anchor, DrivePath path) {
    if (unendedUploadsKeepNames && content.sessions.isBusy(anchor, path.path()))
      throw GraphError.of(
              409,
              "nameAlreadyExists",
              "A file with the same name is currently being uploaded. Please try again later.")
          .refused();
  }

  private void startSession(Talk talk, Item anchor, DrivePath path) throws IOException {
    if (path.path().isEmpty()) throw GraphError.invalid("This is a folder");
    ObjectNode asked = talk.json();
    // What is not inside "item" is passed over (OpenFn/adaptors#1761).
    ObjectNode wishes =
        asked.get("item") instanceof ObjectNode item ? item : Talk.JSON.createObjectNode();
    Optional<String> behaviour = Optional.ofNullable(wishes.get(CONFLICT)).map(n -> n.asString());
    Drive.Conditions conditions = conditions(talk, behaviour);
    requireNotBusy(anchor, path);
    boolean checks = sessionsTellConflictsAhead || conditions.ifMatch().isPresent();
    if (checks) drive.checkAhead(anchor, path.path(), conditions);
    if (wishes.get("fileSize") != null) drive.requireRoom(wishes.get("fileSize").asLong());
    Sessions.Session session = content.sessions.start(anchor, path.path(), conditions);
    ObjectNode body =
        Talk.JSON
            .createObjectNode()
            .put("uploadUrl", contentUri("/up/" + session.id).toString())
            .put("expirationDateTime", session.until.toString());
    body.putArray("nextExpectedRanges").add("0-");
    talk.answer(200, body);
  }

  private void makeFolder(Talk talk, Item parent) throws IOException {
    ObjectNode asked = talk.json();
    if (!(asked.get("folder") instanceof ObjectNode) || asked.get("name") == null)
      throw GraphError.invalid("Only folders are made like this");
    Optional<String> behaviour = Optional.ofNullable(asked.get(CONFLICT)).map(n -> n.asString());
    Drive.Conflict conflict = conditions(talk, behaviour.or(() -> Optional.of("fail"))).conflict();
    Item made = drive.makeFolder(parent, asked.get("name").asString(), conflict);
    talk.answer(201, made.json(Set.of()));
  }

  private void list(Talk talk, Item folder) throws IOException {
    Map<String, String> query = talk.query();
    int size = Integer.parseInt(query.getOrDefault("$top", "" + USUAL_PAGE));
    if (size < 1 || size > 1000) throw GraphError.invalid("$top is out of range");
    int from = Integer.parseInt(query.getOrDefault("$skiptoken", "s0").substring(1));
    Instant newest = world.clock.instant().minus(staleness);
    List<Item> all = new ArrayList<>(drive.children(folder, newest));
    int end = Math.min(all.size(), from + size);
    ObjectNode body = Talk.JSON.createObjectNode();
    ArrayNode page = body.putArray("value");
    if (repeatsAtBorders && from > 0 && from <= all.size())
      page.add(all.get(from - 1).json(selected(talk)));
    for (Item item : all.subList(Math.min(from, end), end)) page.add(item.json(selected(talk)));
    if (end < all.size()) body.put("@odata.nextLink", next(talk, size, end));
    talk.answer(200, body);
  }

  private String next(Talk talk, int size, int end) {
    String select = talk.query().getOrDefault("$select", "");
    String path = talk.rawPath().substring(BASE.length());
    String options = "?%24top=" + size + "&%24skiptoken=s" + end;
    return graphUri(path) + options + (select.isEmpty() ? "" : "&%24select=" + select);
  }
}
