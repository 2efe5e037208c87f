package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreReport.End;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.effects.CallsOfDisk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.system.SystemEffects;

/// A restore that does not come to its end: what it brought is told and can be undone, and a vault that is closed waits for no more of it.
final class StoppedRestoreTest {
  /// So many are brought together.
  private static final int GROUP = 10;

  private static final int FILES = 13;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Watcher disk = new Watcher();
  private TestDevice a;
  private Instant then = Instant.EPOCH;

  /// Does something once, when so many files were put in their places.
  private static final class Watcher extends CallsOfDisk {
    private int left;
    private @Nullable Runnable action;
    private @Nullable Runnable folderMade;

    synchronized void after(int files, Runnable then) {
      left = files;
      action = then;
    }

    synchronized void afterFirstFolder(Runnable then) {
      folderMade = then;
    }

    @Override
    public void after(String call, Object[] arguments) throws IOException {
      if (call.equals("move") && arguments[1] instanceof LocalPath to && isRestored(to)) tick();
      if (call.equals("makeFolder") && arguments[0] instanceof LocalPath made && isRestored(made))
        folderMade();
    }

    private static boolean isRestored(LocalPath at) {
      return at.names().getFirst().equals("many (then)");
    }

    private synchronized void folderMade() {
      Runnable now = folderMade;
      folderMade = null;
      if (now != null) now.run();
    }

    private synchronized void tick() {
      Runnable now = action;
      if (now == null || --left > 0) return;
      action = null;
      now.run();
    }
  }

  @BeforeEach
  void makeVault() throws Exception {
    a =
        TestDevice.create(
            root, "a", TestDevice.vaults(SystemEffects.create().in(disk).inPortions(GROUP)));
    for (int i = 0; i < FILES; i++) a.write("many/f" + i, "text " + i);
    a.sync();
    then = Instant.now();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private static Restoration beside(Instant then) {
    return new Restoration(
        new Restoration.What.Then(List.of("many"), then), new Target.Beside("then"));
  }

  private int brought() throws IOException {
    try (Stream<Path> files = Files.list(a.folder.resolve("many (then)"))) {
      return (int) files.count();
    }
  }

  @Test
  void interruptedItTellsWhatItHasBroughtAndThatIsUndone() throws Exception {
    SortedMap<String, String> before = a.tree();
    disk.after(GROUP, () -> Thread.currentThread().interrupt());
    RestoreReport report = a.vault.restore(beside(then));
    assertThat(report.end()).isEqualTo(new End.Stopped());
    assertThat(report.files()).isEqualTo(GROUP);
    assertThat(brought()).isEqualTo(GROUP);
    assertThat(a.sync().sent().files()).as("recorded already").isZero();
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.tree()).isEqualTo(before);
  }

  /// It is seen by calls that read, and is no trouble with the file.
  @Test
  void interruptedWhileAFileIsWrittenItStopsAsWell() throws Exception {
    disk.after(GROUP / 2, () -> Thread.currentThread().interrupt());
    RestoreReport report = a.vault.restore(beside(then));
    assertThat(report.end()).isEqualTo(new End.Stopped());
    assertThat(report.files()).isEqualTo(brought()).isBetween(GROUP / 2L, (long) GROUP);
    assertThat(a.vault.previewUndo(report.undo().orElseThrow()).removed().count())
        .isEqualTo(report.files() + 1);
    assertThat(Files.list(a.folder.resolve(".tidelock/staging"))).isEmpty();
  }

  /// It was told as if nothing had been done.
  @Test
  void interruptedWhenOnlyFoldersAreThereItTellsThemAndThatIsUndone() throws Exception {
    SortedMap<String, String> before = a.tree();
    disk.afterFirstFolder(() -> Thread.currentThread().interrupt());
    RestoreReport report = a.vault.restore(beside(then));
    assertThat(report.end()).isEqualTo(new End.Stopped());
    assertThat(report.files()).isZero();
    assertThat(report.folders()).isEqualTo(1);
    assertThat(a.has("many (then)")).isTrue();
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.tree()).isEqualTo(before);
  }

  @Test
  void interruptedBeforeItBeginsItIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> a.vault.restore(beside(then)))
        .isInstanceOf(InterruptedException.class);
    assertThat(a.has("many (then)")).isFalse();
  }

  @Test
  void interruptedOnceAllIsThereItIsWholeAndUndone() throws Exception {
    SortedMap<String, String> before = a.tree();
    disk.after(FILES, () -> Thread.currentThread().interrupt());
    RestoreReport report = a.vault.restore(beside(then));
    assertThat(report.end()).isEqualTo(new End.Whole());
    assertThat(report.files()).isEqualTo(FILES);
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.tree()).isEqualTo(before);
  }

  @Test
  void whatCameThoughNotAllCouldBeHadIsUndone() throws Exception {
    List<Path> packs = packs();
    a.write("lost", RandomBytes.of(2 << 20, 1));
    a.sync();
    List<Path> large = new java.util.ArrayList<>(packs());
    large.removeAll(packs);
    Instant now = Instant.now();
    a.delete("lost");
    a.write("kept", "before");
    a.sync();
    a.write("kept", "after that");
    a.sync();
    SortedMap<String, String> before = a.tree();
    for (Path pack : large) Files.delete(pack);
    Restoration both =
        new Restoration(
            new Restoration.What.Then(List.of("lost", "many/f1"), now), new Target.Beside("then"));
    RestoreReport report = a.vault.restore(both);
    assertThat(report.end())
        .isInstanceOfSatisfying(
            End.Failed.class, f -> assertThat(f.why().code()).isEqualTo(ErrorCode.MISSING));
    assertThat(report.files()).isEqualTo(1);
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.tree()).isEqualTo(before);
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      return packs.filter(Files::isRegularFile).toList();
    }
  }

  private Future<?> closing() {
    FutureTask<?> closing = new FutureTask<>(a::close, null);
    Thread.ofPlatform().start(closing);
    return closing;
  }

  /// As if a file took long: until it is interrupted.
  private static void takeLong() {
    try {
      Thread.sleep(Duration.ofMinutes(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aVaultThatIsClosedEndsItAndWhatItBroughtIsRecordedAtTheNextStart() throws Exception {
    CompletableFuture<Future<?>> closed = new CompletableFuture<>();
    disk.after(
        GROUP,
        () -> {
          closed.complete(closing());
          takeLong();
        });
    RestoreReport report = a.vault.restore(beside(then));
    assertThat(report.end()).isEqualTo(new End.Stopped());
    assertThat(report.files()).isEqualTo(GROUP);
    closed.get().get(1, TimeUnit.MINUTES);
    assertThatThrownBy(() -> a.vault.restore(beside(then)))
        .isInstanceOf(VaultClosedException.class);
    assertThat(Thread.interrupted()).isFalse();
    a.restart();
    a.sync();
    assertThat(a.vault.list("many (then)", Optional.empty())).hasSize(GROUP);
  }

  /// It was told as a failure.
  @Test
  void oneThatHasBroughtAllIsToldAsDoneThoughTheVaultIsClosed() throws Exception {
    for (int i = 0; i < FILES; i++) a.write("many/f" + i, "other text");
    a.sync();
    a.vault.listen(this::closeWhenRestored);
    RestoreReport report =
        a.vault.restore(
            new Restoration(
                new Restoration.What.Then(List.of("many"), then), new Target.InPlace()));
    assertThat(report.end()).isEqualTo(new End.Whole());
    assertThat(report.files()).isEqualTo(FILES);
    assertThatThrownBy(a.vault::status).isInstanceOf(VaultClosedException.class);
  }

  @Test
  void aVersionThatWasBroughtIsToldAsDoneThoughTheVaultIsClosed() throws Exception {
    a.vault.listen(this::closeWhenRestored);
    RestoreReport report =
        a.vault.restore(
            new RestoreRequest("many/f1", Optional.of(olderVersion()), NEVER, Optional.empty()));
    assertThat(report.files()).isEqualTo(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static final Optional<Instant> NEVER = Optional.empty();

  private String olderVersion() throws Exception {
    a.write("many/f1", "another text");
    a.sync();
    return a.vault.history("many/f1").getLast().id();
  }

  private void closeWhenRestored(VaultEvent event) {
    if (!(event instanceof VaultEvent.Happened(Activity what))
        || what.kind() != Activity.Kind.RESTORED) return;
    if (isClosed()) return;
    closing();
    while (!isClosed()) Thread.onSpinWait();
  }

  private boolean isClosed() {
    try {
      a.vault.info();
      return false;
    } catch (VaultClosedException e) {
      return true;
    }
  }
}
