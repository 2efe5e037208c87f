package org.tidelock.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.core.RandomBytes;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.folder.FolderStore;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;

/// A whole vault decrypted into a folder, from nothing but its storage and the passphrase.
final class ExporterTest {
  @TempDir Path root;
  private final SecureRandom random = new SecureRandom();
  private final Effects effects = SystemEffects.create();
  private TestDevice a;

  @BeforeEach
  void makeVault() throws Exception {
    a = TestDevice.create(root, "a");
    a.write("plan.txt", "base");
    a.write("d/sub/large", RandomBytes.of(12 << 20, 4));
    a.write("empty", "");
    a.write("script.sh", "#!/bin/sh\n");
    Files.createDirectories(a.folder.resolve("empty folder"));
    Files.createSymbolicLink(a.folder.resolve("d/link"), Path.of("../plan.txt"));
    Files.setPosixFilePermissions(
        a.folder.resolve("script.sh"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(
        a.folder.resolve("plan.txt"), FileTime.from(Instant.parse("2021-02-03T04:05:06Z")));
    a.sync();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private static Unlock passphrase() {
    return new Unlock.ByPassphrase(TestDevice.passphrase());
  }

  private RestoreReport export(Path to) throws Exception {
    return a.vaults.export(TestDevice.storage(root), TestDevice.kit(root), to, _ -> {});
  }

  private List<String> storage() throws Exception {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("store"))) {
      for (Path f : files.sorted().toList())
        all.add(f + " " + Files.getLastModifiedTime(f) + " " + Files.size(f));
    }
    return all;
  }

  @Test
  void theExportEqualsTheFolderConflictCopiesIncluded() throws Exception {
    try (TestDevice b = TestDevice.join(root, "b")) {
      b.sync();
      a.write("plan.txt", "from a, and longer");
      b.write("plan.txt", "from b");
      for (int i = 0; i < 2; i++) {
        a.sync();
        b.sync();
      }
    }
    List<String> before = storage();
    SortedMap<String, String> tree = a.tree();
    assertThat(tree).hasSize(9);
    Path to = root.resolve("out/all");
    RestoreReport report = export(to);
    assertThat(TestDevice.tree(to)).isEqualTo(tree);
    assertThat(report.files()).isEqualTo(6);
    assertThat(report.paths()).containsExactly(to.toString());
    for (String path : List.of("script.sh", "d/sub/large", "empty")) {
      assertThat(Files.getLastModifiedTime(to.resolve(path)).to(TimeUnit.MICROSECONDS))
          .isEqualTo(Files.getLastModifiedTime(a.folder.resolve(path)).to(TimeUnit.MICROSECONDS));
      assertThat(Files.isExecutable(to.resolve(path))).isEqualTo(path.equals("script.sh"));
    }
    assertThat(to.resolve(".tidelock")).doesNotExist();
    assertThat(storage()).isEqualTo(before);
  }

  @Test
  void theStorageIsOnlyRead() throws Exception {
    ObjectStore folder = FolderStore.open(root.resolve("store"), random);
    Path to = root.resolve("out");
    try (Remote remote = new Remote(() -> new ReadOnly(folder))) {
      new Exporter(effects, new Storages(effects)).export(remote, passphrase(), to, _ -> {});
    }
    assertThat(TestDevice.tree(to)).isEqualTo(a.tree());
  }

  @Test
  void noIndexIsLeftBehind() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> before = indexes(temporary);
    export(root.resolve("out"));
    assertThat(indexes(temporary)).isEqualTo(before);
  }

  private static List<Path> indexes(Path temporary) throws Exception {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(p -> p.getFileName().toString().startsWith("tidelock-"))
          .filter(p -> Files.exists(p.resolve("index.db")))
          .sorted()
          .toList();
    }
  }

  @Test
  void aFolderWithSomethingInItIsRefused() throws Exception {
    Path to = Files.createDirectories(root.resolve("out"));
    Files.writeString(to.resolve("mine"), "mine");
    assertRefused(ErrorCode.USAGE, to);
    assertThat(TestDevice.tree(to)).hasSize(1);
  }

  @Test
  void thePlaceOfTheStorageIsRefused() throws Exception {
    assertRefused(ErrorCode.USAGE, root.resolve("store/out"));
    assertThat(root.resolve("store/out")).doesNotExist();
  }

  private void assertRefused(ErrorCode code, Path to) {
    assertThatThrownBy(() -> export(to))
        .isInstanceOfSatisfying(TidelockException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aWrongPassphraseWritesNothing() throws Exception {
    Path to = root.resolve("out");
    assertThatThrownBy(
            () ->
                a.vaults.export(
                    TestDevice.storage(root),
                    new Unlock.ByPassphrase(
                        Passphrase.of("something else entirely, and wrong".toCharArray())),
                    to,
                    _ -> {}))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTH));
    assertThat(to).doesNotExist();
  }

  @Test
  void ofADamagedVaultAllThatCanBeHadIsExportedAndTheRestIsNamed() throws Exception {
    Path pack;
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      pack =
          packs
              .filter(Files::isRegularFile)
              .max(java.util.Comparator.comparingLong(p -> p.toFile().length()))
              .orElseThrow();
    }
    a.write("later", "later");
    a.sync();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    Files.write(pack, bytes);
    Path to = root.resolve("out");
    assertThatThrownBy(() -> export(to))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INTEGRITY);
              assertThat(e.whatHappened()).contains("d/sub/large");
              assertThat(e.object().orElseThrow())
                  .isEqualTo(root.resolve("store").relativize(pack).toString());
            });
    assertThat(Files.readString(to.resolve("later"))).isEqualTo("later");
    assertThat(to.resolve("d/sub/large")).doesNotExist();
  }

  /// A storage that refuses whatever would change it.
  private record ReadOnly(ObjectStore inner) implements ObjectStore {
    @Override
    public void create(ObjectName name, byte[] bytes) {
      throw new AssertionError("written: " + name);
    }

    @Override
    public void delete(ObjectName name) {
      throw new AssertionError("deleted: " + name);
    }

    @Override
    public byte[] get(ObjectName name, int maxLength)
        throws StorageException, InterruptedException {
      return inner.get(name, maxLength);
    }

    @Override
    public byte[] getRange(ObjectName name, long offset, int length)
        throws StorageException, InterruptedException {
      return inner.getRange(name, offset, length);
    }

    @Override
    public java.util.Optional<ObjectInfo> stat(ObjectName name)
        throws StorageException, InterruptedException {
      return inner.stat(name);
    }

    @Override
    public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
      return inner.list(folder);
    }

    @Override
    public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
      return inner.listAll();
    }

    @Override
    public String describe() {
      return inner.describe();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
