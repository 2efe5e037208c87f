package org.tidelock.engine.storage.fakegraph;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What one person has allowed an application: codes and tokens, none of which means anything but here. Thread-safe.
final class Grants {
  private static final Duration CODE = Duration.ofMinutes(10);
  private static final Duration DEVICE_CODE = Duration.ofMinutes(15);

  /// Sliding: each use makes a new one.
  private static final Duration REFRESH = Duration.ofDays(90);

  /// @param status of the answer
  /// @param aadsts the number that begins the description
  record Refusal(int status, String error, int aadsts, String description) {}

  /// Thrown with what the caller is told.
  static final class Denied extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Denied(int status, String error, int aadsts, String description) {
      super(error);
      this.refusal = new Refusal(status, error, aadsts, description);
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /// @param refresh empty without `offline_access`
  record Tokens(String access, Optional<String> refresh, Set<String> scopes, Duration life) {}

  private record Code(String redirect, String challenge, Set<String> scopes, Instant until) {}

  private record Token(Set<String> scopes, Instant until) {}

  private static final class Device {
    final String userCode;
    final Set<String> scopes;
    final Instant until;
    Instant asked = Instant.MIN;
    Optional<Boolean> answer = Optional.empty();

    Device(String userCode, Set<String> scopes, Instant until) {
      this.userCode = userCode;
      this.scopes = scopes;
      this.until = until;
    }
  }

  private final FakeClock clock;
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Token> refreshTokens = new LinkedHashMap<>();
  private final Map<String, Token> accessTokens = new LinkedHashMap<>();
  private Set<String> everConsented = new TreeSet<>();
  private int refreshes;

  Duration accessLife = Duration.ofSeconds(3599);
  Duration interval = Duration.ofSeconds(5);
  boolean oldRefreshTokensStay = true;

  Grants(FakeClock clock) {
    this.clock = clock;
  }

  private static String random(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  static Set<String> scopes(String text) {
    Set<String> scopes = new TreeSet<>(Arrays.asList(text.strip().split(" +")));
    scopes.remove("");
    return scopes;
  }

  /// The person says yes in the browser.
  synchronized String code(String redirect, String challenge, Set<String> scopes) {
    everConsented.addAll(scopes);
    String code = random("M.C5-");
    codes.put(code, new Code(redirect, challenge, scopes, clock.instant().plus(CODE)));
    return code;
  }

  synchronized Tokens redeem(String code, String redirect, String verifier) throws Denied {
    Code given = codes.remove(code);
    if (given == null)
      throw new Denied(
          400, "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed");
    if (clock.instant().isAfter(given.until))
      throw new Denied(400, "invalid_grant", 70008, "The provided authorization code has expired");
    if (!given.redirect.equals(redirect))
      throw new Denied(400, "invalid_grant", 500112, "The reply address does not match");
    if (!given.challenge.equals(s256(verifier)))
      throw new Denied(
          400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge");
    return issue(given.scopes);
  }

  static String s256(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @return the device's code and the one that the person types
  synchronized List<String> device(Set<String> scopes) {
    String code = random("D");
    String userCode = random("").substring(0, 9).toUpperCase(java.util.Locale.ROOT);
    devices.put(code, new Device(userCode, scopes, clock.instant().plus(DEVICE_CODE)));
    return List.of(code, userCode);
  }

  Duration deviceLife() {
    return DEVICE_CODE;
  }

  /// The person has typed the code, and says yes or no.
  synchronized void decide(String userCode, boolean yes) {
    Device device =
        devices.values().stream()
            .filter(d -> d.userCode.equals(userCode))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such code: " + userCode));
    if (yes) everConsented.addAll(device.scopes);
    device.answer = Optional.of(yes);
  }

  /// @return all codes that wait for somebody who types them
  synchronized List<String> userCodes() {
    return devices.values().stream().map(d -> d.userCode).toList();
  }

  synchronized Tokens poll(String deviceCode) throws Denied {
    Device device = devices.get(deviceCode);
    if (device == null)
      throw new Denied(400, "bad_verification_code", 70020, "The device_code is not recognized");
    Instant now = clock.instant();
    if (now.isAfter(device.until))
      throw new Denied(400, "expired_token", 70020, "The device_code has expired");
    boolean tooSoon = device.asked.plus(interval.multipliedBy(9).dividedBy(10)).isAfter(now);
    device.asked = now;
    if (device.answer.isEmpty())
      throw tooSoon
          ? new Denied(400, "slow_down", 70016, "Asked more often than the interval allows")
          : new Denied(400, "authorization_pending", 70016, "The user has not signed in yet");
    devices.remove(deviceCode);
    if (!device.answer.get())
      throw new Denied(400, "authorization_declined", 70017, "The user denied the request");
    return issue(device.scopes);
  }

  synchronized Tokens refresh(String token, Set<String> wanted) throws Denied {
    refreshes++;
    Token given = refreshTokens.get(token);
    if (given == null)
      throw new Denied(
          400, "invalid_grant", 50173, "The provided grant has expired due to it being revoked");
    if (clock.instant().isAfter(given.until))
      throw new Denied(
          400, "invalid_grant", 70008, "The refresh token has expired due to inactivity");
    Set<String> scopes = wanted.isEmpty() ? given.scopes : wanted;
    if (!given.scopes.containsAll(scopes))
      throw new Denied(400, "invalid_grant", 65001, "The user has not consented to the scope");
    if (!oldRefreshTokensStay) refreshTokens.remove(token);
    return issue(scopes);
  }

  private Tokens issue(Set<String> scopes) {
    Instant now = clock.instant();
    String access = random("EwB");
    accessTokens.put(access, new Token(scopes, now.plus(accessLife)));
    if (!scopes.contains("offline_access"))
      return new Tokens(access, Optional.empty(), scopes, accessLife);
    String refresh = random("M.C5-R-");
    refreshTokens.put(refresh, new Token(scopes, now.plus(REFRESH)));
    return new Tokens(access, Optional.of(refresh), scopes, accessLife);
  }

  /// Whoever has changed the password, or has taken the application's rights away.
  synchronized void revokeAll() {
    refreshTokens.clear();
    accessTokens.clear();
    everConsented = new TreeSet<>();
  }

  /// Access tokens end before their time, as after a change of policy.
  synchronized void endAccess() {
    accessTokens.clear();
  }

  synchronized int refreshes() {
    return refreshes;
  }

  /// Whether the person has ever agreed to this.
  synchronized boolean hasConsented(String scope) {
    return everConsented.contains(scope);
  }

  enum Standing {
    UNKNOWN,
    EXPIRED,
    VALID
  }

  synchronized Standing standing(String access) {
    Token token = accessTokens.get(access);
    if (token == null) return Standing.UNKNOWN;
    return clock.instant().isAfter(token.until) ? Standing.EXPIRED : Standing.VALID;
  }

  synchronized Set<String> scopesOf(String access) {
    Token token = accessTokens.get(access);
    return token == null ? Set.of() : token.scopes;
  }
}
