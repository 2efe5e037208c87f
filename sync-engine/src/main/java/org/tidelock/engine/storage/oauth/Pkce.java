package org.tidelock.engine.storage.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import org.tidelock.crypto.Hash256;

/// What shows that whoever redeems a code is the one who asked for it (RFC 7636, S256).
///
/// @param verifier 43 characters, known to nobody else until the code is redeemed
public record Pkce(String verifier) {
  public static Pkce random(SecureRandom random) {
    return new Pkce(word(random));
  }

  /// 256 bits that nobody can guess, as 43 characters of an address.
  static String word(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public String challenge() {
    byte[] hash = Hash256.sha256(verifier.getBytes(US_ASCII)).bytes();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  @Override
  public String toString() {
    return "Pkce";
  }
}
