package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.MemoryStore;

/// Why the last round did not get through is told by every later status, also of another process, until a round succeeds.
final class LastFailureTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MemoryStore store = new MemoryStore();
  private final FaultyPlaces places = new FaultyPlaces(store);
  private TestDevice a;
  private Path away;

  @BeforeEach
  void synced() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(places));
    away = root.resolve("away");
    a.write("one.txt", "1");
    a.write("two.txt", "2");
    a.vault.confirmRecoveryKit();
    a.sync();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private void syncInVain(ErrorCode code) {
    TidelockException trouble = catchThrowableOfType(TidelockException.class, a::sync);
    assertThat(trouble).as("a sync fails").isNotNull();
    assertThat(trouble.code()).as(trouble.toString()).isEqualTo(code);
  }

  /// As `tidelock status` finds it, in the process that failed and in a later one.
  private void assertTold(State state, String issue) throws Exception {
    assertSays(a.vault.look(), state, issue);
    a.restart();
    assertSays(a.vault.look(), state, issue);
  }

  private static void assertSays(Status status, State state, String issue) {
    assertThat(status.issues()).extracting(LastFailureTest::line).containsExactly(issue);
    assertThat(status.state()).isEqualTo(state);
  }

  private static String line(Issue i) {
    String about = i.path().map(path -> path + ": ").orElse("");
    return i.severity()
        + " "
        + i.kind()
        + " "
        + i.code()
        + " "
        + about
        + i.title().english()
        + " | "
        + i.body().english();
  }

  private void assertWell() throws Exception {
    assertThat(a.sync().problems()).isEmpty();
    assertNothingTold();
    a.restart();
    assertNothingTold();
  }

  /// A look may not be sure yet of what was written in the same tick of the clock.
  private void assertNothingTold() {
    assertThat(a.vault.look().issues()).isEmpty();
    assertThat(a.vault.status().state()).isIn(State.UP_TO_DATE, State.SYNCING);
  }

  private String gone() {
    return "DECIDE SAFETY LOC-01 The folder cannot be found: "
        + a.folder
        + ". | Nothing was deleted anywhere. Connect its drive, or put the folder back.";
  }

  @Test
  void aFolderThatWasMovedAwayIsNamed() throws Exception {
    Files.move(a.folder, away);
    syncInVain(ErrorCode.NEEDS_YOU);
    assertTold(State.STOPPED, gone());
    Files.move(away, a.folder);
    assertWell();
  }

  /// Without a round: a look tells, and takes it back.
  @Test
  void aLookFindsTheFolderGoneAndThereAgain() throws Exception {
    Files.move(a.folder, away);
    assertTold(State.STOPPED, gone());
    Files.move(away, a.folder);
    assertNothingTold();
  }

  @Test
  void aStorageThatDoesNotAnswerIsTold() throws Exception {
    places.connection.away(true);
    syncInVain(ErrorCode.STORAGE);
    String silent = line(a.vault.issues().getFirst());
    assertThat(silent)
        .startsWith("INFO STORAGE NET-02 The storage does not answer | ")
        .endsWith(
            " Your changes are kept here and will be sent later. Check the connection to your storage, then try again.");
    assertTold(State.OFFLINE, silent);
    places.connection.away(false);
    assertWell();
  }

  /// That the folder is back says nothing of the storage.
  @Test
  void aLookTakesBackOnlyWhatItHasSeen() throws Exception {
    places.connection.away(true);
    syncInVain(ErrorCode.STORAGE);
    Files.move(a.folder, away);
    assertThat(a.vault.look().state()).isEqualTo(State.STOPPED);
    Files.move(away, a.folder);
    assertThat(a.vault.look().state()).isEqualTo(State.OFFLINE);
  }

  @Test
  void aFullStorageIsToldAsSuch() throws Exception {
    a.write("new.txt", "3");
    places.connection.room(0);
    syncInVain(ErrorCode.STORAGE);
    assertTold(
        State.ATTENTION,
        "ATTENTION STORAGE STO-01 The storage is full | The storage is full."
            + " Your changes are kept here and will be sent when there is room. Make room in your storage.");
    places.connection.room(Long.MAX_VALUE);
    assertWell();
  }

  @Acceptance(137)
  @Test
  void aStorageThatRefusesIsToldAsSuch() throws Exception {
    a.write("new.txt", "3");
    places.connection.faults(
        call ->
            Optional.of(Fault.FORBIDDEN).filter(_ -> call.operation() == Fault.Operation.CREATE));
    syncInVain(ErrorCode.STORAGE);
    String refused = line(a.vault.issues().getFirst());
    assertThat(refused)
        .startsWith("ATTENTION STORAGE AUTH-03 The storage refuses access | Not allowed: ")
        .endsWith(" Your changes are kept here. Check the permissions of your storage.");
    assertTold(State.ATTENTION, refused);
    places.connection.faults(Faults.none());
    assertWell();
  }

  /// What stopped the vault is not forgotten because the storage is away.
  @Test
  void aFindingOutlivesTroubleThatPasses() throws Exception {
    store.listAll().forEach(object -> store.delete(object.name()));
    a.restart();
    a.write("new.txt", "3");
    TidelockException found = catchThrowableOfType(TidelockException.class, a::sync);
    assertThat(found.code().exitCode()).as(found.toString()).isGreaterThanOrEqualTo(20);
    places.connection.away(true);
    syncInVain(ErrorCode.STORAGE);
    a.restart();
    assertThat(a.vault.look().state()).isEqualTo(State.STOPPED);
    assertThat(a.vault.issues())
        .extracting(Issue::code)
        .containsExactly(found.code().name(), "NET-02");
  }
}
