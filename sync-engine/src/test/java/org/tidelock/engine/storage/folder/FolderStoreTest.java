package org.tidelock.engine.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;
import org.tidelock.engine.storage.StorageException;

class FolderStoreTest extends ObjectStoreContract {
  @TempDir Path dir;

  @Override
  protected ObjectStore store() throws StorageException {
    return FolderStore.open(dir, new SecureRandom());
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
}
