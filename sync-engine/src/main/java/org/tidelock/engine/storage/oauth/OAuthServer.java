package org.tidelock.engine.storage.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.tidelock.engine.storage.Percent;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;

/// A server that signs people in, for one program that is registered there. Each call is one request. Thread-safe.
public final class OAuthServer implements AutoCloseable {
  private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
  private static final int MOST_BYTES = 256 << 10;
  private static final int LONGEST_TOKEN = 64 << 10;

  /// Where the server does not say it.
  private static final Duration SHORT_LIFE = Duration.ofMinutes(5);

  private static final Duration LONGEST_LIFE = Duration.ofDays(1);

  private final HttpClient client;
  private final Registration program;

  /// @param authorize the page that a person opens
  /// @param token where tokens are got
  /// @param device where codes to type are got
  /// @param id of the program; no secret
  public record Registration(URI authorize, URI token, URI device, String id) {}

  /// @param client closed with this
  public OAuthServer(HttpClient client, Registration program) {
    this.client = client;
    this.program = program;
  }

  Registration program() {
    return program;
  }

  /// The page on which a person agrees.
  ///
  /// @param state comes back with the answer, and shows that it is one to this question
  public URI page(String redirect, String scope, String state, Pkce pkce) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", program.id);
    query.put("response_type", "code");
    query.put("redirect_uri", redirect);
    query.put("response_mode", "query");
    query.put("scope", scope);
    query.put("state", state);
    query.put("code_challenge", pkce.challenge());
    query.put("code_challenge_method", "S256");
    query.put("prompt", "select_account");
    return URI.create(program.authorize + "?" + encoded(query));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> Percent.encode(e.getKey()) + "=" + Percent.encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  /// The tokens for a code that came back from the page.
  public Tokens redeem(String code, String redirect, Pkce pkce, String scope)
      throws StorageException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", pkce.verifier());
    form.put("scope", scope);
    return granted(ask(program.token, form, OAuthServer::tokens));
  }

  /// New tokens for an earlier refresh token.
  ///
  /// @throws StorageException.SignIn if only a person can go on
  public Tokens refresh(String refreshToken) throws StorageException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    return granted(ask(program.token, form, OAuthServer::tokens));
  }

  /// A code that a person types on another device.
  ///
  /// @param device the program's side of it
  /// @param user what is typed
  /// @param page where
  /// @param life how long it is good for
  /// @param interval between two questions whether it was typed
  public record DeviceCode(String device, String user, URI page, Duration life, Duration interval) {
    @Override
    public String toString() {
      return "DeviceCode for " + life;
    }
  }

  public DeviceCode deviceCode(String scope) throws StorageException, InterruptedException {
    return granted(
        ask(program.device, new LinkedHashMap<>(Map.of("scope", scope)), OAuthServer::code));
  }

  /// What became of a code so far.
  public enum Waiting {
    PENDING,
    /// The server wants to be asked less often.
    SLOWER
  }

  /// @param tokens once the person has agreed
  public record Polled(Optional<Tokens> tokens, Waiting waiting) {}

  /// @throws StorageException.SignIn if the person did not agree, or not in time
  public Polled poll(DeviceCode code) throws StorageException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", DEVICE);
    form.put("device_code", code.device);
    Outcome<Tokens> outcome = ask(program.token, form, OAuthServer::tokens);
    if (outcome.value.isPresent()) return new Polled(outcome.value, Waiting.PENDING);
    OAuthError error = outcome.error.orElseThrow();
    return switch (error.code()) {
      case "authorization_pending" -> new Polled(Optional.empty(), Waiting.PENDING);
      case "slow_down" -> new Polled(Optional.empty(), Waiting.SLOWER);
      default -> throw error.explained();
    };
  }

  /// One of the two is there.
  private record Outcome<T>(Optional<T> value, Optional<OAuthError> error) {}

  private static <T> T granted(Outcome<T> outcome) throws StorageException {
    if (outcome.error.isPresent()) throw outcome.error.get().explained();
    return outcome.value.orElseThrow();
  }

  private interface Reading<T> {
    T read(Json json) throws StorageException;
  }

  private <T> Outcome<T> ask(URI where, Map<String, String> form, Reading<T> reading)
      throws StorageException, InterruptedException {
    form.put("client_id", program.id);
    HttpRequest request =
        HttpRequest.of("POST", where)
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("Accept", "application/json")
            .sending(ByteBuffer.wrap(encoded(form).getBytes(UTF_8)));
    try {
      return client.call(request, answer -> read(answer, reading));
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
  }

  private static <T> Outcome<T> read(HttpAnswer answer, Reading<T> reading)
      throws IOException, StorageException {
    if (answer.status() != 200)
      return new Outcome<>(Optional.empty(), Optional.of(OAuthError.read(answer)));
    if (!answer.contentType().equals("application/json")) throw HttpTroubles.unexpected(answer);
    Json json = Json.parse(answer.bytes(MOST_BYTES));
    return new Outcome<>(Optional.of(reading.read(json)), Optional.empty());
  }

  private static Tokens tokens(Json json) throws StorageException {
    if (!json.text("token_type").orElse("").equalsIgnoreCase("Bearer")) throw odd();
    String access =
        json.text("access_token").filter(OAuthServer::isToken).orElseThrow(OAuthServer::odd);
    Optional<String> refresh = json.text("refresh_token").filter(OAuthServer::isToken);
    return new Tokens(access, refresh, seconds(json.number("expires_in"), SHORT_LIFE));
  }

  /// It becomes a header.
  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_TOKEN
        && text.chars().allMatch(c -> c > 32 && c < 127);
  }

  private static Duration seconds(OptionalLong said, Duration otherwise) {
    if (said.isEmpty() || said.getAsLong() < 0) return otherwise;
    return Duration.ofSeconds(Math.min(said.getAsLong(), LONGEST_LIFE.toSeconds()));
  }

  private static DeviceCode code(Json json) throws StorageException {
    String user =
        json.text("user_code")
            .filter(c -> c.matches("[A-Za-z0-9-]{4,32}"))
            .orElseThrow(OAuthServer::odd);
    String device =
        json.text("device_code").filter(OAuthServer::isToken).orElseThrow(OAuthServer::odd);
    return new DeviceCode(
        device,
        user,
        page(json.text("verification_uri").or(() -> json.text("verification_url"))),
        seconds(json.number("expires_in"), SHORT_LIFE),
        interval(seconds(json.number("interval"), Duration.ofSeconds(5))));
  }

  private static Duration interval(Duration said) {
    return said.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : said;
  }

  /// It is shown to a person, who opens it.
  private static URI page(Optional<String> text) throws StorageException {
    try {
      URI uri = URI.create(text.orElse(""));
      if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null)
        return uri;
    } catch (IllegalArgumentException e) {
      throw (Permanent) odd().initCause(e);
    }
    throw odd();
  }

  private static Permanent odd() {
    return new Permanent(
        "The server that signs people in answers in a way that cannot be used.", null);
  }

  @Override
  public void close() {
    client.close();
  }
}
