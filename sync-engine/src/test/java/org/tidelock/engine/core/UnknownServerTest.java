package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.OwnCertificate;
import org.tidelock.engine.storage.sftp.OpenSsh;

/// Servers for which nobody vouches: trusted by a person who has compared, known from then on, and an alarm when they change.
@Timeout(60)
final class UnknownServerTest {
  @TempDir Path dir;

  private static TidelockException refused(ThrowingCallable call) {
    TidelockException e = catchThrowableOfType(TidelockException.class, call);
    assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
    return e;
  }

  private Vault create(String url, StorageAccess access) throws Exception {
    return TestDevice.vaults().with(access).create(request(url, KeepUnlocked.FILE)).vault();
  }

  private CreateRequest request(String url, KeepUnlocked keep) {
    return new CreateRequest(
        dir.resolve("home"), url, dir.resolve("files"), "Test", "a", TestDevice.passphrase(), keep);
  }

  private Vault open(StorageAccess access) throws Exception {
    return TestDevice.vaults().with(access).open(dir.resolve("home"), Optional.empty());
  }

  @Test
  void aServerWithItsOwnCertificateIsTrustedOnceComparedAndItsChangeIsAnAlarm() throws Exception {
    Path pem = Files.createDirectory(dir.resolve("pem"));
    OwnCertificate first = OwnCertificate.make(dir.resolve("first.p12"));
    first.write(pem);
    try (LocalServer server = DavServers.startEncrypted(pem)) {
      String url = "webdav+https://u@127.0.0.1:" + server.port() + "/vault";
      StorageAccess access = StorageAccess.NONE.withSecret(DavServers.PASSWORD);

      TidelockException stranger = refused(() -> create(url, access));
      assertThat(stranger.happened().phrase()).isEqualTo(Happened.CERTIFICATE_UNKNOWN);
      UnknownServer shown = stranger.unknownServer().orElseThrow();
      assertThat(shown.isAlarm()).isFalse();
      assertThat(stranger)
          .hasMessageContaining(shown.fingerprint())
          .hasMessageContaining("vouches");
      assertThat(stranger.whatToDo()).contains("--storage-key " + shown.key());
      assertThat(TestDevice.vaults().meet(url)).hasValue(shown);

      StorageAccess trusting = shown.trustedBy(access);
      assertThat(TestDevice.vaults().with(trusting).meet(url)).isEmpty();
      try (Vault vault = create(url, trusting)) {
        Files.writeString(dir.resolve("files/a.txt"), "a");
        vault.sync();
      }
      server.stop();
      OwnCertificate.make(dir.resolve("second.p12")).write(pem);
      server.run();
      Files.writeString(dir.resolve("files/b.txt"), "b");
      UnknownServer changed;
      try (Vault vault = open(StorageAccess.NONE)) {
        TidelockException alarm = refused(vault::sync);
        assertThat(alarm.happened().phrase()).isEqualTo(Happened.CERTIFICATE_CHANGED);
        changed = alarm.unknownServer().orElseThrow();
        assertThat(changed.known()).hasValue(shown.key());
        assertThat(alarm.whatToDo()).contains("sign-in --storage-key " + changed.key());
        assertThat(vault.issues())
            .anySatisfy(
                issue -> {
                  assertThat(issue.code()).isEqualTo(Issue.SERVER_CHANGED);
                  assertThat(issue.severity()).isEqualTo(Issue.Severity.DECIDE);
                });
        vault.signIn(changed.trustedBy(StorageAccess.NONE));
        vault.sync();
        assertThat(vault.issues()).noneMatch(issue -> issue.code().equals(Issue.SERVER_CHANGED));
      }
      try (Vault vault = open(StorageAccess.NONE)) {
        assertThat(vault.sync().problems()).as("the new key is kept").isEmpty();
      }
    }
  }

  @Test
  void whoWantsToBeAskedIsToldTheKeyOfAnSshServerBeforeASecretGoesThere(@TempDir Path keys)
      throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      String url = server.url(dir.resolve("vault"), "user");
      StorageAccess asking = StorageAccess.NONE.agreeing(StorageAccess.ASK_FIRST, "yes");
      TidelockException stranger = refused(() -> TestDevice.vaults().with(asking).test(url));
      assertThat(stranger.happened().phrase()).isEqualTo(Happened.HOST_KEY_NEW);
      UnknownServer shown = stranger.unknownServer().orElseThrow();
      assertThat(shown.isAlarm()).isFalse();
      assertThat(shown.key()).startsWith("ssh-ed25519 SHA256:");
      assertThat(dir.resolve("vault")).as("nothing was done there").doesNotExist();
      try (Vault vault = create(url, shown.trustedBy(asking))) {
        assertThat(vault.storageIdentity()).hasValue(shown.key());
        server.impersonate();
      }
      try (Vault vault = open(StorageAccess.NONE)) {
        TidelockException alarm = refused(vault::sync);
        assertThat(alarm.happened().phrase()).isEqualTo(Happened.HOST_KEY_CHANGED);
        assertThat(alarm.unknownServer().orElseThrow().known()).hasValue(shown.key());
        assertThat(alarm.whatToDo()).contains("sign-in --storage-key 'ssh-ed25519 SHA256:");
      }
    }
  }

  private CreatedVault createLocked(String url, StorageAccess access) throws Exception {
    CreatedVault created =
        TestDevice.ownVaults().with(access).create(request(url, KeepUnlocked.NO));
    created.vault().close();
    return created;
  }

  private Vault unlock(StorageAccess access, RecoveryKey kit) throws Exception {
    return TestDevice.ownVaults()
        .with(access)
        .open(dir.resolve("home"), Optional.of(new Unlock.ByRecoveryKey(kit)));
  }

  /// It opens the vault from its storage, before what the profile keeps sealed can be read.
  @Test
  void theRecoveryKitIsTakenToNoSshServerWithAnotherKey(@TempDir Path keys) throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      String url = server.url(dir.resolve("vault"), "user");
      RecoveryKey kit = createLocked(url, StorageAccess.NONE).recoveryKey();
      forgetServer();
      unlock(StorageAccess.NONE, kit).close(); // a profile of before, which has learnt it now
      server.impersonate();
      TidelockException alarm = refused(() -> unlock(StorageAccess.NONE, kit));
      assertThat(alarm.happened().phrase()).isEqualTo(Happened.HOST_KEY_CHANGED);
      UnknownServer changed = alarm.unknownServer().orElseThrow();
      assertThat(changed.known()).isPresent().isNotEqualTo(Optional.of(changed.key()));
      unlock(changed.trustedBy(StorageAccess.NONE), kit).close();
      try (Vault vault = unlock(StorageAccess.NONE, kit)) {
        assertThat(vault.sync().problems()).as("the new key is kept").isEmpty();
      }
    }
  }

  /// As a version before would have written the profile.
  private void forgetServer() throws Exception {
    Path settings = dir.resolve("home/profile.properties");
    Files.write(
        settings,
        Files.readAllLines(settings).stream().filter(l -> !l.startsWith("server-key=")).toList());
  }

  /// What lies in the clear is for whoever cannot read the rest yet.
  @Test
  void whatIsKeptSealedOfAServerCountsOnceItCanBeRead(@TempDir Path keys) throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      String url = server.url(dir.resolve("vault"), "user");
      RecoveryKey kit = createLocked(url, StorageAccess.NONE).recoveryKey();
      server.impersonate();
      forgetServer();
      try (Vault vault = unlock(StorageAccess.NONE, kit)) {
        assertThat(refused(vault::sync).happened().phrase()).isEqualTo(Happened.HOST_KEY_CHANGED);
      }
      assertThat(refused(() -> unlock(StorageAccess.NONE, kit)).happened().phrase())
          .isEqualTo(Happened.HOST_KEY_CHANGED);
    }
  }

  @Test
  void theRecoveryKitKnowsAServerWithItsOwnCertificateAgain() throws Exception {
    Path pem = Files.createDirectory(dir.resolve("pem"));
    OwnCertificate.make(dir.resolve("first.p12")).write(pem);
    try (LocalServer server = DavServers.startEncrypted(pem)) {
      String url = "webdav+https://u@127.0.0.1:" + server.port() + "/vault";
      StorageAccess secret = StorageAccess.NONE.withSecret(DavServers.PASSWORD);
      UnknownServer shown = TestDevice.vaults().meet(url).orElseThrow();
      RecoveryKey kit = createLocked(url, shown.trustedBy(secret)).recoveryKey();
      unlock(secret, kit).close();
      server.stop();
      OwnCertificate.make(dir.resolve("second.p12")).write(pem);
      server.run();
      assertThat(refused(() -> unlock(secret, kit)).happened().phrase())
          .isEqualTo(Happened.CERTIFICATE_CHANGED);
    }
  }
}
