package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.local.Unflushed.Batch;

class UnflushedTest {
  @TempDir Path root;

  private final Unflushed unflushed = new Unflushed(() -> true);

  @Test
  void aFileIsForcedAtThePlaceWhereItLies() {
    unflushed.changed(root.resolve("staged"));
    unflushed.moved(root.resolve("staged"), root.resolve("b/file"));
    assertThat(unflushed.take())
        .isEqualTo(
            new Batch(List.of(root.resolve("b/file")), List.of(root, root.resolve("b")), false));
    assertThat(unflushed.take().isEmpty()).isTrue();
  }

  @Test
  void whatLiesInAMovedFolderIsForcedThere() throws Exception {
    unflushed.changed(root.resolve("a/deep/file"));
    Files.createDirectory(root.resolve("b")); // what `a` has become
    unflushed.moved(root.resolve("a"), root.resolve("b"));
    Batch batch = unflushed.take();
    assertThat(batch.files()).containsExactly(root.resolve("b/deep/file"), root.resolve("b"));
    assertThat(batch.folders()).containsExactly(root.resolve("b/deep"), root);
  }

  @Test
  void whatLiesInExchangedFoldersIsForcedThere() throws Exception {
    unflushed.changed(root.resolve("a/1"));
    unflushed.changed(root.resolve("b/2"));
    unflushed.renamed(root.resolve("b/deep/gone"));
    Files.createDirectory(root.resolve("a"));
    unflushed.exchanged(root.resolve("a"), root.resolve("b"));
    Batch batch = unflushed.take();
    assertThat(batch.files())
        .containsExactly(
            root.resolve("a/2"), root.resolve("b/1"), root.resolve("a"), root.resolve("b"));
    assertThat(batch.folders())
        .containsExactlyInAnyOrder(
            root.resolve("a"), root.resolve("a/deep"), root.resolve("b"), root);
  }

  @Test
  void muchIsNotKeptWhereTheWholeVolumeCanBeFlushed() {
    for (int i = 0; i < 100; i++) unflushed.changed(root.resolve("file" + i));
    assertThat(unflushed.take().many()).isTrue();
    Unflushed alone = new Unflushed(() -> false);
    for (int i = 0; i < 100; i++) alone.changed(root.resolve("file" + i));
    assertThat(alone.take().files()).hasSize(100);
  }

  @Test
  void whatCouldNotBeFlushedIsTriedAgain() {
    unflushed.changed(root.resolve("file"));
    Batch batch = unflushed.take();
    unflushed.putBack(batch);
    assertThat(unflushed.take()).isEqualTo(batch);
  }
}
