package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;

/// A vault that is closed, or is just being closed, says that and nothing else.
final class ClosingTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private Map<String, ThrowingCallable> calls(Vault vault) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("info", vault::info);
    calls.put("status", vault::status);
    calls.put("look", vault::look);
    calls.put("listen", () -> vault.listen(_ -> {}));
    calls.put("preview", vault::preview);
    calls.put("watch", vault::watch);
    calls.put("pause", () -> vault.pause(Optional.of(Duration.ofDays(1))));
    calls.put("resume", vault::resume);
    calls.put("list", () -> vault.list("", Optional.empty()));
    calls.put("list then", () -> vault.list("", Optional.of(java.time.Instant.now())));
    calls.put("listDeleted", () -> vault.listDeleted(""));
    calls.put(
        "past",
        () ->
            vault.past(
                new PastQuery("", java.time.Instant.now(), PastQuery.Scope.DIFFERING, "", 10)));
    Restoration restoration =
        new Restoration(
            new Restoration.What.Then(List.of(""), java.time.Instant.now()),
            new Restoration.Target.InPlace());
    calls.put("preview of a restore", () -> vault.preview(restoration));
    calls.put("restore several", () -> vault.restore(restoration));
    calls.put("search", () -> vault.search("a", true, 10));
    calls.put("history", () -> vault.history("a.txt"));
    calls.put("why", () -> vault.why("a.txt"));
    calls.put("providerView", vault::providerView);
    calls.put("devices", vault::devices);
    calls.put("fingerprint", vault::fingerprint);
    calls.put("ignorePatterns", vault::ignorePatterns);
    calls.put("addIgnorePattern", () -> vault.addIgnorePattern("x"));
    calls.put("removeIgnorePattern", () -> vault.removeIgnorePattern("x"));
    calls.put("ignoredBy", () -> vault.ignoredBy("x"));
    calls.put("activity", () -> vault.activity(10, Optional.empty()));
    calls.put("issues", vault::issues);
    calls.put("confirmRecoveryKit", vault::confirmRecoveryKit);
    calls.put("sync", vault::sync);
    calls.put("verify", () -> vault.verify(false, _ -> {}));
    calls.put(
        "restore elsewhere",
        () ->
            vault.restore(
                new RestoreRequest(
                    "a.txt",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(root.resolve("elsewhere")))));
    calls.put(
        "restore",
        () ->
            vault.restore(
                new RestoreRequest("a.txt", Optional.empty(), Optional.empty(), Optional.empty())));
    calls.put(
        "newRecoveryKey",
        () -> vault.newRecoveryKey(new Unlock.ByPassphrase(TestDevice.passphrase()), _ -> {}));
    return calls;
  }

  @Test
  void everyCallOfAClosedVaultSaysThatItIsClosed() throws Exception {
    TestDevice a = TestDevice.create(root, "a");
    a.write("a.txt", "1");
    a.sync();
    a.close();
    Map<String, ThrowingCallable> calls = calls(a.vault);
    assertThat(calls).hasSizeGreaterThan(25);
    calls.forEach(
        (name, call) -> assertThatThrownBy(call).as(name).isInstanceOf(VaultClosedException.class));
    a.close();
  }

  /// They ended in errors of the index, and of the storage.
  @Test
  void callsDuringTheClosingWorkOrSayThatItIsClosed() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      for (int i = 0; i < 50; i++) a.write("d" + i % 5 + "/f" + i, "text " + i);
      a.sync();
      for (int time = 0; time < 12; time++) {
        Vault vault = a.vault;
        Queue<Throwable> strange = new ConcurrentLinkedQueue<>();
        CountDownLatch begun = new CountDownLatch(4);
        List<ThrowingCallable> calls =
            List.of(
                vault::status,
                () -> vault.search("f", true, 100),
                () -> vault.list("", Optional.empty()),
                vault::providerView);
        List<Thread> threads =
            calls.stream()
                .map(c -> Thread.ofPlatform().start(() -> repeat(c, begun, strange)))
                .toList();
        begun.await();
        a.restart();
        for (Thread t : threads) t.join();
        assertThat(strange).isEmpty();
      }
    }
  }

  private static void repeat(
      ThrowingCallable call, CountDownLatch begun, Queue<Throwable> strange) {
    try {
      call.call();
      begun.countDown();
      while (true) call.call();
    } catch (VaultClosedException e) {
      // as it should be
    } catch (Throwable e) {
      strange.add(e);
      begun.countDown();
    }
  }
}
