package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.system.SystemEffects;

/// The kind of storage says what a key of its server is; what is none is refused, as it would trust nobody or everybody.
final class ServerKeyTest {
  private static final String PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String SSH = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final Storages storages = new Storages(SystemEffects.create());

  @ParameterizedTest
  @CsvSource({
    "webdav+https://u@h/v, " + PIN + ", server-key",
    "s3://bucket/v?endpoint=https://h, " + PIN + ", server-key",
    "sftp://u@h/v, ssh-ed25519 " + SSH + ", host-key"
  })
  void eachKindOfStorageHasItsOwn(String url, String key, String agreement) throws Exception {
    assertThat(storages.trusted(url, key).agreed()).isEqualTo(Map.of(agreement, key));
  }

  @ParameterizedTest
  @CsvSource({
    "sftp://u@h/v, " + SSH + ", ssh-ed25519 SHA256:",
    "sftp://u@h/v, " + PIN + ", ssh-ed25519 SHA256:",
    "sftp://u@h/v, ssh-ed25519  " + SSH + ", ssh-ed25519 SHA256:",
    "webdav+https://u@h/v, ssh-ed25519 " + SSH + ", sha256/",
    "webdav+https://u@h/v, SHA-256 AB:CD, sha256/",
    "s3://bucket/v?endpoint=https://h, " + SSH + ", sha256/",
    "webdav+http://u@h/v, " + PIN + ", no key",
    "s3://bucket/v?endpoint=http://h, " + PIN + ", no key",
    "onedrive:/V?client=c, " + PIN + ", not known by a key",
    "file:///mnt/v, " + PIN + ", not known by a key"
  })
  void whatIsNoneIsRefused(String url, String key, String said) {
    TidelockException refused =
        catchThrowableOfType(TidelockException.class, () -> storages.trusted(url, key));
    assertThat(refused.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(refused).hasMessageContaining(said);
  }
}
