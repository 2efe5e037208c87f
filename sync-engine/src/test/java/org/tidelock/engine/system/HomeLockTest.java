package org.tidelock.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.effects.Home;

/// One process holds a profile, whatever others and it itself try.
final class HomeLockTest {
  @TempDir Path root;

  private Path temporary;
  private Path home;

  @BeforeEach
  void places() throws Exception {
    temporary = Files.createDirectory(root.resolve("tmp"));
    home = root.resolve("new/home");
  }

  private ChildJava child(String... arguments) throws Exception {
    return ChildJava.start(List.of(), List.of(), temporary, HomeLockMain.class, arguments);
  }

  private String tried() throws Exception {
    try (ChildJava child = child(home.toString())) {
      assertThat(child.await()).as(child.said()).isZero();
      return child.said().strip();
    }
  }

  /// To close a file gives up all locks that the process has on it.
  @Test
  void aSecondTryOfTheSameProcessGivesNothingAway() throws Exception {
    Home.Lock lock = HomeLock.take(home).orElseThrow();
    assertThat(HomeLock.take(home)).isEmpty();
    assertThat(HomeLock.take(root.resolve("tmp/../new/home"))).isEmpty();
    assertThat(tried()).isEqualTo(HomeLockMain.HELD);
    lock.close();
    lock.close();
    assertThat(tried()).isEqualTo(HomeLockMain.TAKEN);
    HomeLock.take(home).orElseThrow().close();
  }

  @Test
  void whatWasMadeIsTakenBackAndNothingElse() throws Exception {
    HomeLock.take(home).orElseThrow().undo();
    assertThat(root.resolve("new")).doesNotExist();
    Files.createDirectory(root.resolve("new"));
    Home.Lock lock = HomeLock.take(home).orElseThrow();
    Files.createFile(root.resolve("new/other"));
    lock.undo();
    assertThat(home).doesNotExist();
    assertThat(root.resolve("new/other")).exists();
    HomeLock.take(home).orElseThrow().close();
    HomeLock.take(home).orElseThrow().undo();
    assertThat(home.resolve("lock")).exists();
  }

  @Test
  void whoeverOpenedItBeforeItWasUndoneHasNothing() throws Exception {
    Home.Lock lock = HomeLock.take(home).orElseThrow();
    Path go = root.resolve("go");
    try (ChildJava late = child(home.toString(), go.toString())) {
      late.awaitSaid(HomeLockMain.OPEN);
      lock.undo();
      try (Home.Lock _ = HomeLock.take(home).orElseThrow()) {
        Files.createFile(go);
        assertThat(late.await()).as(late.said()).isZero();
        assertThat(late.said()).endsWith(HomeLockMain.UNDONE + "\n");
      }
    }
  }

  /// Each takes it and undoes it, while the others wait for just that.
  @Test
  void itIsNeverHeldTwiceWhileItIsUndone() throws Exception {
    List<ChildJava> children = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++)
        children.add(child(home.toString(), root.resolve("witness").toString(), "1500"));
      for (ChildJava child : children) {
        assertThat(child.await()).as(child.said()).isZero();
        assertThat(child.said()).contains(HomeLockMain.TAKEN);
      }
    } finally {
      children.forEach(ChildJava::close);
    }
  }
}
