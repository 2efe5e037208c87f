package org.tidelock.engine.storage.fakegraph;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// `login.microsoftonline.com`: the browser's page, and the tokens. The person at the browser says at once what a test has made her say.
final class LoginHost extends Host {
  static final String CLIENT = "6731de76-14a6-49ae-97bc-6eba6914391e";

  /// As registered: the port does not count, the path does.
  static final String REDIRECT = "http://localhost/tidelock";

  private static final Set<String> TENANTS = Set.of("common", "consumers", "organizations");
  private static final String GRANT_DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

  final Grants grants;
  volatile boolean saysYes = true;

  /// Some organisations do not allow it.
  volatile boolean deviceCodesAreBlocked;

  /// Seconds as a text, as an old endpoint had it; or not at all.
  volatile Optional<String> expiresIn = Optional.empty();

  LoginHost(World world) throws IOException {
    super(world);
    grants = new Grants(world.clock);
  }

  @Override
  boolean isOfTheAccount() {
    return false;
  }

  @Override
  void serve(Talk talk) throws IOException {
    String[] path = talk.rawPath().split("/");
    boolean isKnown =
        path.length == 5
            && TENANTS.contains(path[1])
            && path[2].equals("oauth2")
            && path[3].equals("v2.0");
    if (!isKnown) {
      talk.answer(404, "text/html", "<html>no such page</html>".getBytes(UTF_8));
      return;
    }
    switch (talk.method() + " " + path[4]) {
      case "GET authorize" -> authorize(talk);
      case "POST token" -> token(talk);
      case "POST devicecode" -> deviceCode(talk);
      default -> talk.empty(405);
    }
  }

  private void authorize(Talk talk) throws IOException {
    Map<String, String> asked = talk.query();
    String redirect = asked.getOrDefault("redirect_uri", "");
    if (!CLIENT.equals(asked.get("client_id"))) {
      page(talk, "AADSTS700016: Application with identifier was not found");
    } else if (!isRegistered(redirect)) {
      page(talk, "AADSTS50011: The redirect URI does not match the ones of the application");
    } else {
      String state = asked.getOrDefault("state", "");
      talk.empty(302, "Location", redirect + "?" + outcome(asked) + "&state=" + encoded(state));
    }
  }

  private String outcome(Map<String, String> asked) {
    Set<String> scopes = Grants.scopes(asked.getOrDefault("scope", ""));
    if (!"code".equals(asked.get("response_type")) || scopes.isEmpty())
      return error("invalid_request", "AADSTS90014: The required field is missing");
    if (!"S256".equals(asked.get("code_challenge_method"))
        || asked.getOrDefault("code_challenge", "").length() != 43)
      return error("invalid_request", "AADSTS9002325: Proof Key for Code Exchange is required");
    if (!saysYes) return error("access_denied", "AADSTS65004: The user declined to consent");
    String code = grants.code(asked.get("redirect_uri"), asked.get("code_challenge"), scopes);
    return "code=" + encoded(code);
  }

  private static String error(String error, String description) {
    return "error=" + error + "&error_description=" + encoded(description);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static boolean isRegistered(String redirect) {
    URI given = URI.create(redirect);
    URI registered = URI.create(REDIRECT);
    return registered.getScheme().equals(given.getScheme())
        && registered.getHost().equals(given.getHost())
        && registered.getPath().equals(given.getPath())
        && given.getQuery() == null;
  }

  private static void page(Talk talk, String text) throws IOException {
    talk.answer(400, "text/html", ("<html>" + text + "</html>").getBytes(UTF_8));
  }

  private Optional<Map<String, String>> form(Talk talk) throws IOException {
    String type = talk.header("Content-Type").orElse("").split(";")[0];
    if (!type.equals("application/x-www-form-urlencoded")) {
      refuse(
          talk,
          new Grants.Refusal(
              400, "invalid_request", 900144, "The request body must contain 'grant_type'"));
      return Optional.empty();
    }
    Map<String, String> form = Talk.form(new String(talk.body(), UTF_8));
    if (form.containsKey("client_secret")) {
      refuse(
          talk,
          new Grants.Refusal(
              401, "invalid_client", 700025, "Client is public so neither secret may be given"));
      return Optional.empty();
    }
    if (!CLIENT.equals(form.get("client_id"))) {
      refuse(
          talk,
          new Grants.Refusal(400, "unauthorized_client", 700016, "Application was not found"));
      return Optional.empty();
    }
    return Optional.of(form);
  }

  private void token(Talk talk) throws IOException {
    Optional<Map<String, String>> given = form(talk);
    if (given.isEmpty()) return;
    try {
      talk.answer(200, tokens(granted(given.get())), "Cache-Control", "no-store");
    } catch (Grants.Denied e) {
      refuse(talk, e.refusal());
    }
  }

  private Grants.Tokens granted(Map<String, String> form) throws Grants.Denied {
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" ->
          grants.redeem(
              form.getOrDefault("code", ""),
              form.getOrDefault("redirect_uri", ""),
              form.getOrDefault("code_verifier", ""));
      case "refresh_token" ->
          grants.refresh(
              form.getOrDefault("refresh_token", ""),
              Grants.scopes(form.getOrDefault("scope", "")));
      case GRANT_DEVICE -> grants.poll(form.getOrDefault("device_code", ""));
      default ->
          throw new Grants.Denied(
              400, "unsupported_grant_type", 70003, "The grant type is not supported");
    };
  }

  private ObjectNode tokens(Grants.Tokens tokens) {
    ObjectNode body = Talk.JSON.createObjectNode().put("token_type", "Bearer");
    body.put("scope", String.join(" ", tokens.scopes()));
    if (expiresIn.isPresent()) body.put("expires_in", expiresIn.get());
    else body.put("expires_in", tokens.life().toSeconds());
    body.put("ext_expires_in", tokens.life().toSeconds());
    body.put("access_token", tokens.access());
    tokens.refresh().ifPresent(token -> body.put("refresh_token", token));
    return body;
  }

  private void deviceCode(Talk talk) throws IOException {
    Optional<Map<String, String>> given = form(talk);
    if (given.isEmpty()) return;
    if (deviceCodesAreBlocked) {
      refuse(talk, new Grants.Refusal(400, "invalid_grant", 530036, "Blocked by access policies"));
      return;
    }
    List<String> codes = grants.device(Grants.scopes(given.get().getOrDefault("scope", "")));
    String page = "https://microsoft.com/devicelogin";
    ObjectNode body = Talk.JSON.createObjectNode().put("user_code", codes.get(1));
    body.put("device_code", codes.get(0)).put("verification_uri", page);
    body.put("expires_in", grants.deviceLife().toSeconds());
    body.put("interval", grants.interval.toSeconds());
    body.put(
        "message", "To sign in, open the page " + page + " and enter the code " + codes.get(1));
    talk.answer(200, body);
  }

  private void refuse(Talk talk, Grants.Refusal refusal) throws IOException {
    ObjectNode body = Talk.JSON.createObjectNode().put("error", refusal.error());
    body.put("error_description", "AADSTS" + refusal.aadsts() + ": " + refusal.description() + ".");
    body.putArray("error_codes").add(refusal.aadsts());
    body.put("timestamp", world.clock.instant().toString());
    body.put("trace_id", "00000000-0000-0000-0000-000000000000");
    body.put("correlation_id", "00000000-0000-0000-0000-000000000000");
    talk.answer(refusal.status(), body);
  }
}
