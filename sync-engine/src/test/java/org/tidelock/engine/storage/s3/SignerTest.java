package org.tidelock.engine.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The examples of the S3 API reference ("Signature Calculations for the Authorization Header"), whose signatures Amazon printed.
class SignerTest {
  private static final Signer SIGNER =
      new Signer("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");
  private static final String HOST = "https://examplebucket.s3.amazonaws.com";

  private static String sign(String method, String uri, List<String> headers, String body) {
    String hash = Signer.hash(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    return SIGNER.sign(method, URI.create(HOST + uri), headers, hash, "us-east-1", TIME).getLast();
  }

  @Test
  void getObject() {
    assertThat(sign("GET", "/test.txt", List.of("Range", "bytes=0-9"), ""))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void putObject() {
    List<String> headers =
        List.of(
            "Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
    assertThat(sign("PUT", "/test%24file.text", headers, "Welcome to Amazon S3."))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void aQueryWithoutAValue() {
    assertThat(sign("GET", "/?lifecycle=", List.of(), ""))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void aListing() {
    assertThat(sign("GET", "/?max-keys=2&prefix=J", List.of(), ""))
        .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void theBodysBufferStaysAsItIs() {
    ByteBuffer body = ByteBuffer.wrap(new byte[10]).position(3);
    Signer.hash(body);
    assertThat(body.position()).isEqualTo(3);
  }

  @Test
  void whatIsSaidOfItHasNoSecret() {
    assertThat(SIGNER.toString()).doesNotContain("wJalr");
  }
}
