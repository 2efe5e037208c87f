package org.tidelock.engine.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Needs;
import org.tidelock.engine.SmallDisk;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;
import org.tidelock.engine.storage.StorageException;

class FolderStoreTest extends ObjectStoreContract {
  @TempDir Path dir;

  @Override
  protected int many() {
    return 501; // a folder has no pages
  }

  @Override
  protected ObjectStore store() throws StorageException {
    return FolderStore.open(dir, new SecureRandom());
  }

  /// It may be a server's that is mounted here: what was stored is looked at afterwards.
  @Test
  void itVouchesForNoUpload() throws Exception {
    assertThat(store().verifiesUploads()).isFalse();
  }

  @Test
  void t35WhatOtherProgramsPutThereIsNotSeen() throws Exception {
    store().create(new ObjectName("heads/one"), new byte[] {1});
    Files.writeString(dir.resolve("heads/one (conflicted copy).txt"), "x");
    Files.writeString(dir.resolve("heads/ONE"), "x");
    Files.createDirectories(dir.resolve("heads/a/b/c/d"));
    Files.writeString(dir.resolve("heads/a/b/c/d/e"), "x");
    assertThat(store().list("heads"))
        .extracting(info -> info.name().value())
        .containsExactly("heads/one");
  }

  @Test
  void nothingTemporaryIsLeftBehind() throws Exception {
    store().create(new ObjectName("a/b"), new byte[10]);
    assertThatThrownBy(() -> store().create(new ObjectName("a/b"), new byte[10]))
        .isInstanceOf(StorageException.AlreadyExists.class);
    try (Stream<Path> files = Files.walk(dir)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> dir.relativize(f).toString()).toList())
          .isEqualTo(List.of("a/b"));
    }
  }

  @Test
  void aMissingFolderIsNotAnEmptyStorage() throws Exception {
    assertThatThrownBy(() -> FolderStore.open(dir.resolve("unmounted"), new SecureRandom()))
        .isInstanceOf(StorageException.Transient.class);
    Path mounted = Files.createDirectory(dir.resolve("mounted"));
    ObjectStore store = FolderStore.open(mounted, new SecureRandom());
    Files.delete(mounted);
    assertThatThrownBy(store::listAll).isInstanceOf(StorageException.Transient.class);
    assertThatThrownBy(() -> store.stat(new ObjectName("vault")))
        .isInstanceOf(StorageException.Transient.class);
    assertThatThrownBy(() -> store.create(new ObjectName("vault"), new byte[1]))
        .isInstanceOf(StorageException.Transient.class);
    assertThat(mounted).doesNotExist();
  }

  /// The system names the path in what it says.
  @Test
  void aStorageWhosePathSpeaksOfAQuotaIsNotFull() throws Exception {
    Path root = dir;
    while (root.toString().length() < 3_900) root = root.resolve("quota".repeat(20));
    root = root.resolve("q".repeat(4_070 - root.toString().length() - 1));
    Files.createDirectories(root);
    ObjectStore store = FolderStore.open(root, new SecureRandom());
    assertThatThrownBy(() -> store.create(new ObjectName("heads/one"), new byte[1]))
        .isInstanceOf(StorageException.Transient.class)
        .hasRootCauseInstanceOf(FileSystemException.class);
  }

  @Test
  void linksInTheStorageAreNotFollowed() throws Exception {
    Path outside = Files.createDirectory(dir.resolve("Outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(dir.resolve("packs"), outside);
    Files.createSymbolicLink(dir.resolve("vault"), outside.resolve("secret"));
    assertThatThrownBy(() -> store().get(new ObjectName("packs/secret"), 99))
        .isInstanceOf(StorageException.Forbidden.class);
    assertThatThrownBy(() -> store().get(new ObjectName("vault"), 99))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> store().create(new ObjectName("packs/x"), new byte[1]))
        .isInstanceOf(StorageException.Forbidden.class);
    assertThat(store().stat(new ObjectName("vault"))).isEmpty();
    assertThat(store().listAll()).isEmpty();
  }

  @Test
  void aPipeInPlaceOfAnObjectDoesNotHangAReader() throws Exception {
    Files.createDirectories(dir.resolve("heads"));
    Process mkfifo =
        new ProcessBuilder("mkfifo", dir.resolve("heads/pipe").toString()).inheritIO().start();
    Needs.that(mkfifo.waitFor() == 0, "this system has no mkfifo");
    assertThatThrownBy(() -> store().get(new ObjectName("heads/pipe"), 99))
        .isInstanceOf(StorageException.NotFound.class);
    assertThat(store().stat(new ObjectName("heads/pipe"))).isEmpty();
    assertThat(store().list("heads")).isEmpty();
    assertThatThrownBy(() -> store().create(new ObjectName("heads/pipe"), new byte[1]))
        .isInstanceOf(StorageException.AlreadyExists.class);
  }

  @Test
  void anOwnersLeftoversGoAtOnceAndThoseOfOthersAfterADay() throws Exception {
    ObjectStore store = FolderStore.open(dir, "device1", new SecureRandom());
    store.create(new ObjectName("heads/one"), new byte[] {1});
    Path mine = Files.write(dir.resolve(".tmp/device1-abc"), new byte[9]);
    Path others = Files.write(dir.resolve(".tmp/device2-abc"), new byte[9]);
    Path old = Files.write(dir.resolve(".tmp/device2-def"), new byte[9]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(store.listAll()).hasSize(1);
    store.clearLeftovers();
    assertThat(mine).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(others).exists();
    assertThat(store.get(new ObjectName("heads/one"), 1)).containsExactly(1);
    try (Stream<Path> left = Files.list(dir.resolve(".tmp"))) {
      assertThat(left).containsExactly(others);
    }
  }

  @Test
  void aFullDiskIsSaidToBeFullAndLeavesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 4 << 20)) {
      ObjectStore store = FolderStore.open(disk.root(), new SecureRandom());
      ObjectName first = new ObjectName("packs/aa/first");
      byte[] kept = bytes(1 << 20);
      store.create(first, kept);
      ObjectName big = new ObjectName("packs/aa/big");
      assertThatThrownBy(() -> store.create(big, bytes(8 << 20)))
          .isInstanceOf(StorageException.QuotaExceeded.class);
      disk.fill();
      for (String name : List.of("packs/aa/small", "log/aa/small"))
        assertThatThrownBy(() -> store.create(new ObjectName(name), bytes(5000)))
            .as(name)
            .isInstanceOf(StorageException.QuotaExceeded.class);
      assertThat(store.listAll()).extracting(ObjectInfo::name).containsExactly(first);
      assertThat(store.get(first, 1 << 20)).isEqualTo(kept);
      disk.makeRoom();
      store.create(new ObjectName("packs/aa/small"), bytes(5000));
      try (Stream<Path> left = Files.list(disk.root().resolve(".tmp"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void aReadOnlyStorageIsReadAndRefusesToBeChanged() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 4 << 20)) {
      ObjectName name = new ObjectName("packs/aa/first");
      FolderStore.open(disk.root(), new SecureRandom()).create(name, new byte[] {1});
      disk.makeReadOnly();
      ObjectStore store = FolderStore.open(disk.root(), new SecureRandom());
      assertThat(store.get(name, 1)).containsExactly(1);
      assertThat(store.listAll()).hasSize(1);
      assertThatThrownBy(() -> store.create(new ObjectName("packs/aa/second"), new byte[1]))
          .isInstanceOf(StorageException.Forbidden.class);
      assertThatThrownBy(() -> store.create(new ObjectName("new/second"), new byte[1]))
          .isInstanceOf(StorageException.Forbidden.class);
      assertThatThrownBy(() -> store.delete(name)).isInstanceOf(StorageException.Forbidden.class);
      assertThat(store.get(name, 1)).containsExactly(1);
    }
  }

  private ObjectStore store(DurableNames.Opener opener) {
    return new FolderStore(dir, "", new SecureRandom(), new DurableNames(opener));
  }

  private static FileChannel closed(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ);
    channel.close();
    return channel; // which cannot be forced
  }

  @Test
  void anObjectWhoseNameMayBeLostDoesNotCountAsStored() throws Exception {
    ObjectName name = new ObjectName("heads/one");
    ObjectStore store = store(FolderStoreTest::closed);
    Files.createDirectories(dir.resolve("heads"));
    Files.createDirectories(dir.resolve(".tmp"));
    for (int attempt = 0; attempt < 2; attempt++)
      assertThatThrownBy(() -> store.create(name, new byte[1]))
          .as("attempt %s", attempt)
          .isInstanceOf(StorageException.Transient.class);
    assertThatThrownBy(() -> store().create(name, new byte[1]))
        .isInstanceOf(StorageException.AlreadyExists.class);
  }

  @Test
  void whereFoldersCannotBeOpenedNamesAreTakenForDurable() throws Exception {
    ObjectStore store =
        store(
            folder -> {
              throw new AccessDeniedException(folder.toString());
            });
    store.create(new ObjectName("heads/one"), new byte[] {7});
    assertThat(store.get(new ObjectName("heads/one"), 1)).containsExactly(7);
  }

  @Test
  void anInterruptWaitsUntilTheNameIsDurable() throws Exception {
    ObjectName name = new ObjectName("heads/one");
    ObjectStore store =
        store(
            folder -> {
              if (folder.endsWith("heads") && Files.exists(dir.resolve("heads/one")))
                interruptOnce();
              return FileChannel.open(folder, StandardOpenOption.READ);
            });
    store.create(name, new byte[] {7});
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.get(name, 1)).containsExactly(7);
  }

  private boolean interrupted;

  private void interruptOnce() {
    if (!interrupted) Thread.currentThread().interrupt();
    interrupted = true;
  }

  @Test
  void aHugeFolderIsListed() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("packs/aa"));
    for (int i = 0; i < 20_000; i++) Files.createFile(folder.resolve("n" + i));
    assertThat(store().list("packs")).hasSize(20_000);
  }
}
