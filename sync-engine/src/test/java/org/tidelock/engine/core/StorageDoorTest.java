package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;

/// An open vault whose storage wants another password than before.
@Timeout(60)
final class StorageDoorTest {
  @TempDir Path dir;
  private LocalServer server;

  @BeforeEach
  void start() throws Exception {
    server = DavServers.APACHE.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void passwordIs(String password) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        server.root().resolveSibling("htpasswd"),
        "u:{SHA}" + Base64.getEncoder().encodeToString(hash) + "\n");
  }

  private static StorageAccess secret(String password) {
    return StorageAccess.NONE.withSecret(password);
  }

  private Vault create(String url, String name) throws Exception {
    return TestDevice.vaults()
        .with(secret(DavServers.PASSWORD))
        .create(
            new CreateRequest(
                dir.resolve("home-" + name),
                url,
                dir.resolve(name),
                "Test",
                name,
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault();
  }

  private static boolean asks(Vault vault) {
    return vault.issues().stream()
        .anyMatch(i -> i.code().equals(Issue.SIGN_IN) && i.severity() == Issue.Severity.ATTENTION);
  }

  @Test
  void aNewPasswordIsTriedThenKeptAndSyncingGoesOn() throws Exception {
    try (Vault vault = create(DavServers.APACHE.url(server, "vault"), "a")) {
      vault.sync();
      passwordIs("the new one");
      Files.writeString(dir.resolve("a/later.txt"), "later");
      TidelockException refused = catchThrowableOfType(TidelockException.class, vault::sync);
      assertThat(refused.code()).isEqualTo(ErrorCode.STORAGE);
      assertThat(asks(vault)).isTrue();
      assertThat(
              catchThrowableOfType(
                      TidelockException.class, () -> vault.signIn(secret("a wrong one")))
                  .code())
          .isEqualTo(ErrorCode.STORAGE);
      vault.signIn(secret("the new one"));
      vault.sync();
      assertThat(asks(vault)).isFalse();
      assertThat(vault.testStorage().isUsable()).isTrue();
    }
    try (Vault vault = TestDevice.vaults().open(dir.resolve("home-a"), Optional.empty())) {
      assertThat(vault.sync().problems()).as("kept").isEmpty();
    }
  }

  private Vault open(StorageAccess given) throws Exception {
    return TestDevice.vaults().with(given).open(dir.resolve("home-a"), Optional.empty());
  }

  private void assertRefused(StorageAccess given) throws Exception {
    try (Vault vault = open(given)) {
      assertThat(catchThrowableOfType(TidelockException.class, vault::sync).happened().phrase())
          .isEqualTo(Happened.STORAGE_SIGN_IN);
    }
  }

  /// As an environment gives it to a command.
  @Test
  void whatIsGivenToOpenAProfileIsKeptOnceItHasOpenedTheStorage() throws Exception {
    create(DavServers.APACHE.url(server, "vault"), "a").close();
    assertRefused(secret("a wrong one"));
    try (Vault vault = open(StorageAccess.NONE)) {
      assertThat(vault.sync().problems()).as("a wrong one is not kept").isEmpty();
    }
    passwordIs("the new one");
    open(secret("the new one")).close();
    assertRefused(StorageAccess.NONE); // nothing was tried
    try (Vault vault = open(secret("the new one"))) {
      vault.sync();
    }
    try (Vault vault = open(StorageAccess.NONE)) {
      assertThat(vault.sync().problems()).as("kept").isEmpty();
    }
  }

  /// What was given to open the profile comes after it, and must not take its place.
  @Test
  void whoSignsInMeanwhileIsKept() throws Exception {
    create(DavServers.APACHE.url(server, "vault"), "a").close();
    passwordIs("the new one");
    try (Vault vault = open(secret("a wrong one"))) {
      catchThrowableOfType(TidelockException.class, vault::sync);
      vault.signIn(secret("the new one"));
      vault.sync();
    }
    try (Vault vault = open(StorageAccess.NONE)) {
      assertThat(vault.sync().problems()).isEmpty();
    }
  }

  /// The same server, with another vault at the place.
  @Test
  void whereAnotherVaultIsNothingIsKept() throws Exception {
    try (Vault vault = create(DavServers.APACHE.url(server, "vault"), "a");
        Vault other = create(DavServers.APACHE.url(server, "other"), "b")) {
      vault.sync();
      other.sync();
      Files.move(server.root().resolve("vault"), server.root().resolve("away"));
      Files.move(server.root().resolve("other"), server.root().resolve("vault"));
      assertThat(
              catchThrowableOfType(
                      TidelockException.class, () -> vault.signIn(secret(DavServers.PASSWORD)))
                  .code())
          .isEqualTo(ErrorCode.IDENTITY);
    }
  }
}
