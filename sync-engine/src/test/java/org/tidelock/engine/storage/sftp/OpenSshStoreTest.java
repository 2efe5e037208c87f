package org.tidelock.engine.storage.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.SmallDisk;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;
import org.tidelock.engine.storage.StorageException;

/// The contract on a real OpenSSH server, and what only a real one shows.
class OpenSshStoreTest extends ObjectStoreContract {
  private static OpenSsh server;

  @TempDir Path storage;
  private SftpStore store;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = OpenSsh.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) server.close();
  }

  @BeforeEach
  void open() {
    store = Stores.byKey(at(storage), server.key());
  }

  private static SftpAddress at(Path folder) {
    return new SftpAddress(OpenSsh.user(), "127.0.0.1", server.port(), folder.toString());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected int many() {
    return 501; // one answer has a hundred
  }

  @Override
  protected int times(int most) {
    return most > 2000 ? 301 : Math.max(2, most / 8);
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  private static ObjectName name(String value) {
    return new ObjectName(value);
  }

  @Test
  void t35WhatOthersPutThereIsNotSeenAndLinksAreNotFollowed() throws Exception {
    store.create(name("heads/one"), bytes(1));
    Files.writeString(storage.resolve("heads/one (conflicted copy).txt"), "x");
    Files.writeString(storage.resolve("heads/ONE"), "x");
    Files.createDirectories(storage.resolve("heads/a/b/c/d"));
    Files.writeString(storage.resolve("heads/a/b/c/d/e"), "x");
    Path elsewhere = Files.createDirectory(storage.resolve("Elsewhere"));
    Files.writeString(elsewhere.resolve("two"), "x");
    Files.createSymbolicLink(storage.resolve("heads/two"), elsewhere.resolve("two"));
    Files.createSymbolicLink(storage.resolve("heads/three"), elsewhere);
    Files.createSymbolicLink(storage.resolve("log"), elsewhere);
    assertThat(store.list("heads")).extracting(i -> i.name().value()).containsExactly("heads/one");
    assertThat(store.stat(name("heads/two"))).isEmpty();
    assertThatThrownBy(() -> store.get(name("heads/two"), 9))
        .isInstanceOf(StorageException.NotFound.class);
    for (Action call :
        new Action[] {
          () -> store.get(name("log/two"), 9),
          () -> store.create(name("log/new"), bytes(1)),
          () -> store.delete(name("log/two"))
        }) assertThatThrownBy(call::run).isInstanceOf(StorageException.Forbidden.class);
    assertThat(elsewhere).isDirectoryContaining(f -> f.endsWith("two"));
    assertThat(store.list("log")).isEmpty();
  }

  private interface Action {
    void run() throws Exception;
  }

  @Test
  void nothingTemporaryIsLeftBehind() throws Exception {
    store.create(name("a/b"), bytes(10));
    assertThatThrownBy(() -> store.create(name("a/b"), bytes(10)))
        .isInstanceOf(StorageException.AlreadyExists.class);
    store.stat(name("a/b"));
    assertThat(files()).containsExactly("a/b");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(storage)) {
      return files.filter(Files::isRegularFile).map(f -> storage.relativize(f).toString()).toList();
    }
  }

  @Test
  void leftoversOfThisOwnerAndOldOnesAreCleared() throws Exception {
    Path tmp = Files.createDirectory(storage.resolve(".tmp"));
    String id = "0123456789abcdef0123456789abcdef";
    Files.writeString(tmp.resolve("me-" + id), "x");
    Files.writeString(tmp.resolve("other-" + id), "x");
    Path old = Files.writeString(tmp.resolve(id), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path foreign = Files.writeString(tmp.resolve("my notes.txt"), "x");
    Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
    store.clearLeftovers();
    assertThat(files()).containsExactlyInAnyOrder(".tmp/other-" + id, ".tmp/my notes.txt");
  }

  @Test
  void aKeyWithAPassphraseOpensAndAWrongPassphraseIsSaid() throws Exception {
    Login right = new Login(Optional.of("open sesame"), Optional.of(server.lockedKey()), List.of());
    try (SftpStore s = Stores.of(at(storage), right)) {
      assertThat(s.listAll()).isEmpty();
    }
    Login wrong = new Login(Optional.of("close"), Optional.of(server.lockedKey()), List.of());
    try (SftpStore s = Stores.of(at(storage), wrong)) {
      assertThatThrownBy(s::listAll)
          .isInstanceOf(StorageException.SignIn.class)
          .hasMessageContaining("passphrase")
          .hasMessageNotContaining("close");
    }
  }

  @Test
  void theUsualKeysAreTriedWhereNoneIsNamed() throws Exception {
    List<Path> usual = List.of(storage.resolve("none"), server.lockedKey(), server.key());
    try (SftpStore s =
        Stores.of(at(storage), new Login(Optional.empty(), Optional.empty(), usual))) {
      assertThat(s.listAll()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() {
    try (SftpStore s = Stores.byPassword(at(storage), "certainly wrong")) {
      assertThatThrownBy(s::listAll)
          .isInstanceOf(StorageException.SignIn.class)
          .hasMessageContaining(OpenSsh.user())
          .hasMessageNotContaining("certainly");
    }
  }

  @Test
  void whereNothingMayBeWrittenItIsSaid() throws Exception {
    store.create(name("heads/one"), bytes(10));
    SftpAddress readOnly =
        new SftpAddress(OpenSsh.user(), "127.0.0.1", server.readOnlyPort(), storage.toString());
    try (SftpStore s = Stores.byKey(readOnly, server.key())) {
      assertThat(s.list("heads")).hasSize(1);
      assertThatThrownBy(() -> s.create(name("heads/two"), bytes(10)))
          .isInstanceOf(StorageException.Forbidden.class);
      assertThatThrownBy(() -> s.delete(name("heads/one")))
          .isInstanceOf(StorageException.Forbidden.class);
    }
  }

  @Test
  void aFullAndAReadOnlyDiskAreSaidAndAnUnmountedOneIsNotEmpty() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(storage.resolve("disk"), 2 << 20);
        SftpStore s = Stores.byKey(at(disk.root().resolve("vault")), server.key())) {
      s.prepare();
      s.create(name("heads/one"), bytes(10));
      assertThatThrownBy(() -> s.create(name("packs/aa/big"), bytes(4 << 20)))
          .isInstanceOf(StorageException.QuotaExceeded.class);
      s.create(name("packs/aa/small"), bytes(1000));
      disk.makeReadOnly();
      assertThatThrownBy(() -> s.create(name("heads/two"), bytes(10)))
          .isInstanceOf(StorageException.Forbidden.class);
      disk.makeWritable();
      assertThat(s.listAll()).hasSize(2);
    }
    try (SftpStore s = Stores.byKey(at(storage.resolve("disk/vault")), server.key())) {
      for (Action call :
          new Action[] {
            s::listAll,
            () -> s.list("heads"),
            () -> s.stat(name("heads/one")),
            () -> s.get(name("heads/one"), 10),
            () -> s.delete(name("heads/one")),
            () -> s.create(name("heads/two"), bytes(1))
          }) assertThatThrownBy(call::run).isInstanceOf(StorageException.Transient.class);
      assertThat(storage.resolve("disk")).isEmptyDirectory();
    }
  }

  @Test
  void anotherHostKeyIsAnAlarmAndNothingIsSent() throws Exception {
    RememberedKeys keys = new RememberedKeys();
    Login login = new Login(Optional.empty(), Optional.of(server.key()), List.of());
    try (SftpStore s = Stores.of(at(storage), login, keys, Patience.USUAL)) {
      s.create(name("heads/one"), bytes(10));
    }
    assertThat(keys.kept).hasSize(1);
    assertThat(keys.vouched).containsExactly(false);
    HostKey first = keys.kept.getFirst();
    assertThat(first.fingerprint()).isEqualTo(server.fingerprint());
    server.impersonate();
    try (SftpStore s = Stores.of(at(storage), login, keys, Patience.USUAL)) {
      assertThatThrownBy(() -> s.get(name("heads/one"), 10))
          .isInstanceOf(StorageException.Untrusted.class)
          .hasMessageContaining(first.fingerprint())
          .hasMessageContaining(server.fingerprint());
    }
    assertThat(keys.kept).containsExactly(first);
  }

  @Test
  void theUsersKnownHostsVouchOrAlarm() throws Exception {
    Path file = storage.resolve("known_hosts");
    String host = "[127.0.0.1]:" + server.port() + " ";
    Login login = new Login(Optional.empty(), Optional.of(server.key()), List.of());
    Files.writeString(file, "# mine\nnonsense\n" + host + server.hostKey());
    RememberedKeys keys = new RememberedKeys();
    try (SftpStore s = Stores.of(at(storage), login, keys, file, Patience.USUAL, 1000)) {
      assertThat(s.list("heads")).isEmpty();
    }
    assertThat(keys.vouched).containsExactly(true);

    for (String line :
        new String[] {
          host + Files.readString(Path.of(server.key() + ".pub")),
          "@revoked " + host + server.hostKey()
        }) {
      Files.writeString(file, line);
      try (SftpStore s =
          Stores.of(at(storage), login, new RememberedKeys(), file, Patience.USUAL, 1000)) {
        assertThatThrownBy(() -> s.list("heads")).isInstanceOf(StorageException.Untrusted.class);
      }
    }
  }

  @Test
  void aServerThatAllowsOneConversationOnlyServesManyThreads() throws Exception {
    SftpAddress narrow =
        new SftpAddress(OpenSsh.user(), "127.0.0.1", server.narrowPort(), storage.toString());
    try (SftpStore s = Stores.byKey(narrow, server.key());
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        ObjectName name = name("heads/" + i);
        work.add(
            () -> {
              s.create(name, new byte[100]);
              return null;
            });
      }
      for (var done : threads.invokeAll(work)) done.get();
      assertThat(s.list("heads")).hasSize(30);
    }
  }
}
