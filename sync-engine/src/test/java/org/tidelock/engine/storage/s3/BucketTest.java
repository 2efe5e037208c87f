package org.tidelock.engine.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageUrl;

class BucketTest {
  private static Bucket of(String url) {
    return Bucket.of((ServerUrl) StorageUrl.parse(url));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b-1, us-east-1, https://b-1.s3.us-east-1.amazonaws.com/k/x",
    "s3://b-1/p/q?region=eu-central-1, eu-central-1, https://b-1.s3.eu-central-1.amazonaws.com/p/q/k/x",
    "s3://b.with.dots?region=eu-west-1, eu-west-1, https://s3.eu-west-1.amazonaws.com/b.with.dots/k/x",
    "s3://bb?region=cn-north-1, cn-north-1, https://bb.s3.cn-north-1.amazonaws.com.cn/k/x",
    "s3://bb?endpoint=https://s3.us-west-004.backblazeb2.com, us-west-004, https://s3.us-west-004.backblazeb2.com/bb/k/x",
    "s3://bb?endpoint=https://0123.r2.cloudflarestorage.com, auto, https://0123.r2.cloudflarestorage.com/bb/k/x",
    "s3://bb?endpoint=https://minio.lan:9000/, us-east-1, https://minio.lan:9000/bb/k/x",
    "s3://bb?endpoint=https://rgw.example.org&region=zone-1&style=host, zone-1, https://bb.rgw.example.org/k/x",
    "s3://bb?endpoint=https://fra1.digitaloceanspaces.com, fra1, https://fra1.digitaloceanspaces.com/bb/k/x",
    "s3://bb/a%20b?endpoint=http://127.0.0.1:9000, us-east-1, http://127.0.0.1:9000/bb/a%20b/k/x"
  })
  void whereABucketIs(String url, String region, String object) {
    Bucket bucket = of(url);
    assertThat(bucket.region()).isEqualTo(region);
    assertThat(bucket.uri(bucket.base() + "k/x", new TreeMap<>()).toString()).isEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://user@bucket",
        "s3://bucket:9000",
        "s3://b",
        "s3://_bucket",
        "s3://bucket?endpoint=ftp://x",
        "s3://bucket?endpoint=https://x/path",
        "s3://bucket?endpoint=https://user@x",
        "s3://bucket?endpoint=https://x?y",
        "s3://bucket?region=a/../b",
        "s3://bucket?style=odd",
        "s3://bucket?other=1"
      })
  void whatIsNone(String url) {
    assertThatThrownBy(() -> of(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void amazonsHostFollowsTheRegionAndOnlyAmazons() {
    assertThat(of("s3://bb").in("eu-west-3").orElseThrow().endpoint())
        .hasToString("https://s3.eu-west-3.amazonaws.com");
    assertThat(
            of("s3://bb?endpoint=https://x.example.org").in("eu-west-3").orElseThrow().endpoint())
        .hasToString("https://x.example.org");
    assertThat(of("s3://bb").in("evil.example.org/").isPresent()).isFalse();
    assertThat(of("s3://bb").in("us-east-1")).isEmpty();
  }

  @Test
  void theQueryIsSortedAndEncoded() {
    TreeMap<String, String> query = new TreeMap<>();
    query.put("prefix", "a b/c+d");
    query.put("list-type", "2");
    assertThat(of("s3://bb").uri("", query).toString())
        .isEqualTo("https://bb.s3.us-east-1.amazonaws.com/?list-type=2&prefix=a%20b%2Fc%2Bd");
  }

  /// There a certificate for which nobody vouches is somebody's on the way.
  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "s3://bucket, true",
    "s3://bucket?region=cn-north-1, true",
    "s3://bucket?endpoint=https://s3.eu-central-1.amazonaws.com, true",
    "s3://bucket?endpoint=https://S3.us-west-004.backblazeb2.com, true",
    "s3://bucket?endpoint=https://abc.r2.cloudflarestorage.com, true",
    "s3://bucket?endpoint=https://fra1.digitaloceanspaces.com, true",
    "s3://bucket?endpoint=https://nas.local:9000, false",
    "s3://bucket?endpoint=https://s3.example.org, false"
  })
  void largeProvidersAreKnown(String url, boolean isOne) {
    assertThat(Bucket.of((ServerUrl) StorageUrl.parse(url)).isOfLargeProvider()).isEqualTo(isOne);
  }
}
