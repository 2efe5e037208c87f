package org.tidelock.engine.storage.s3;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AWS Signature Version 4 for S3, in the `Authorization` header ("Signature Calculations for the Authorization Header: Transferring Payload in a Single
/// Chunk", Amazon S3 API reference). The whole request is signed, with the hash of its body: the server finds out if anything of it was changed on the way.
///
/// @param id the access key's, which is no secret
record Signer(String id, String secret) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /// @param uri its path is encoded once, its query encoded and sorted, each name with a `=`
  /// @param headers names and values in turn, which are signed too
  /// @param payload of the body, as [#hash] says it
  /// @return the same headers, and those of the signature
  List<String> sign(
      String method, URI uri, List<String> headers, String payload, String region, Instant now) {
    String time = TIME.format(now);
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of("x-amz-content-sha256", payload, "x-amz-date", time));
    TreeMap<String, String> signed = new TreeMap<>();
    signed.put("host", uri.getRawAuthority());
    for (int i = 0; i < all.size(); i += 2)
      signed.put(all.get(i).toLowerCase(Locale.ROOT), all.get(i + 1).strip());
    String names = String.join(";", signed.keySet());
    String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    String toSign =
        String.join(
            "\n", ALGORITHM, time, scope, hash(bytes(canonical(method, uri, signed, payload))));
    String signature = HexFormat.of().formatHex(hmac(key(scope), toSign));
    all.add("Authorization");
    all.add(
        ALGORITHM
            + " Credential="
            + id
            + "/"
            + scope
            + ",SignedHeaders="
            + names
            + ",Signature="
            + signature);
    return all;
  }

  private static String canonical(
      String method, URI uri, Map<String, String> signed, String payload) {
    StringBuilder headers = new StringBuilder();
    signed.forEach((name, value) -> headers.append(name).append(':').append(value).append('\n'));
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    return String.join(
        "\n",
        method,
        path == null || path.isEmpty() ? "/" : path,
        query == null ? "" : query,
        headers,
        String.join(";", signed.keySet()),
        payload);
  }

  private byte[] key(String scope) {
    byte[] key = bytes("AWS4" + secret);
    for (String part : scope.split("/")) key = hmac(key, part);
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String hash(byte[] bytes) {
    return hash(ByteBuffer.wrap(bytes));
  }

  /// Of what lies between position and limit, which stay as they are.
  static String hash(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "Signer[" + id + "]";
  }
}
