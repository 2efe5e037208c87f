package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.phrase.Todo;

final class StatusCommandTest extends CliFixture {
  private static final Issue ISSUE =
      new Issue(
          "i1",
          Issue.Severity.ATTENTION,
          Issue.Kind.CANNOT_SYNC,
          "LOC-04",
          Title.CANNOT_BE_READ.of(),
          Body.NOT_LET_READ.of(),
          Optional.of("Photos/a.jpg"),
          TestVault.NOON);

  @Test
  void factsAreSaidOneALine() {
    TestVault vault = ready();
    vault.status = busy();
    assertThat(run("status"))
        .isEqualTo(
            new Result(
                4,
                lines(
                    "State: something needs you",
                    "Vault: Personal, on this device as Laptop",
                    "Folder: " + temp.resolve("folder"),
                    "Storage: file:///mnt/store",
                    "Holds: 12,408 files in 412 folders, 184 GB",
                    "Only on this device: 1 change, 41 MB",
                    "Last complete check: 2026-11-24 13:01",
                    "Last change: 2026-11-24 13:00",
                    "Looking: 7 files",
                    "Issue: Photos/a.jpg: Cannot be read. The system does not let Tidelock read it. Nothing was deleted elsewhere. [LOC-04]"),
                ""));
    assertThat(vault.calls).containsExactly("close");
  }

  @Test
  void theDocumentHasStableFields() {
    ready().status = busy();
    assertDocument(
        run("status", "--json"),
        """
        {"state":"attention","files":12408,"bytes":184000000000,"folders":412,"waiting":1,"waitingBytes":41000000,\
        "lastChange":"2026-11-24T12:00:00Z","lastCheck":"2026-11-24T12:01:00Z","pausedUntil":null,\
        "progress":{"phase":"looking","files":7,"totalFiles":0,"bytes":0,"totalBytes":0},\
        "issues":[{"id":"i1","severity":"attention","kind":"cannot-sync","code":"LOC-04","title":"Cannot be read",\
        "body":"The system does not let Tidelock read it. Nothing was deleted elsewhere.","path":"Photos/a.jpg","since":"2026-11-24T12:00:00Z"}],\
        "vault":{"id":"7f3a91c4","name":"Personal","device":"Laptop","folder":"%s","storage":"file:///mnt/store",\
        "since":"2026-11-24T12:00:00Z","recoveryKitConfirmed":true}}"""
            .formatted(temp.resolve("folder")));
  }

  @ParameterizedTest
  @CsvSource({
    "UP_TO_DATE, up-to-date, up to date, 0",
    "SYNCING, syncing, syncing, 0",
    "CHECKING, checking, checking, 0",
    "PAUSED, paused, paused, 0",
    "OFFLINE, offline, the storage does not answer, 5",
    "ATTENTION, attention, something needs you, 4",
    "STOPPED, stopped, stopped until you decide, 4",
    "LOCKED, locked, locked, 3"
  })
  void everyStateHasItsWordsAndCode(State state, String word, String sentence, int exit) {
    ready().status = TestVault.status(state);
    Result told = run("status");
    assertThat(told.exit()).isEqualTo(exit);
    assertThat(told.out()).startsWith("State: " + sentence + "\n");
    Result document = runAnew("status", "--json");
    assertThat(document.exit()).isEqualTo(exit);
    assertThat(json(document).get("state").asString()).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {
        "INTEGRITY",
        "ROLLBACK",
        "FORK",
        "MISSING",
        "UNSUPPORTED",
        "LIMIT",
        "AUTH",
        "IDENTITY"
      })
  void whatStoppedTheVaultHasItsOwnCode(ErrorCode code) {
    ready().status = TestVault.status(State.STOPPED, ISSUE, stop(code));
    assertThat(run("status").exit()).isEqualTo(code.exitCode());
    assertThat(runAnew("status", "--json").exit()).isEqualTo(code.exitCode());
  }

  @Test
  void aFolderThatIsGoneNeedsAPerson() {
    ready().status =
        TestVault.status(
            State.STOPPED,
            new Issue(
                "folder",
                Issue.Severity.DECIDE,
                Issue.Kind.SAFETY,
                "LOC-01",
                Happened.FOLDER_GONE.of("/home/x"),
                Safe.NOTHING_DELETED.of().and(Todo.CONNECT_DRIVE.of()),
                Optional.empty(),
                TestVault.NOON));
    Result told = run("status");
    assertThat(told.exit()).isEqualTo(4);
    assertThat(told.out())
        .endsWith(
            "Issue: The folder cannot be found: /home/x. Nothing was deleted anywhere."
                + " Connect its drive, or put the folder back. [LOC-01]\n");
  }

  @Test
  void aStorageThatIsFullHasTheCodeOfTheStorage() {
    ready().status =
        TestVault.status(
            State.ATTENTION,
            new Issue(
                "failure",
                Issue.Severity.ATTENTION,
                Issue.Kind.STORAGE,
                "STO-01",
                Title.STORAGE_FULL.of(),
                Todo.ROOM_IN_STORAGE.of(),
                Optional.empty(),
                TestVault.NOON));
    Result told = run("status");
    assertThat(told.exit()).isEqualTo(5);
    assertThat(told.out())
        .endsWith("Issue: The storage is full. Make room in your storage. [STO-01]\n");
  }

  private static Issue stop(ErrorCode code) {
    return new Issue(
        "stop",
        Issue.Severity.DECIDE,
        Issue.Kind.SAFETY,
        code.name(),
        Title.TREES_DIFFER.of(),
        Body.REPORT_MISTAKE.of(),
        Optional.empty(),
        TestVault.NOON);
  }

  @Test
  void aPauseTellsItsEnd() {
    TestVault vault = ready();
    vault.pause(Optional.of(Duration.ofHours(2)));
    assertThat(run("status").out()).startsWith("State: paused until 2026-11-24 15:00\n");
    assertThat(json(runAnew("status", "--json")).get("pausedUntil").asString())
        .isEqualTo("2026-11-24T14:00:00Z");
  }

  /// Goes straight at the vault: a command of its own waits as long for a process that may be on its way up.
  private StatusCommand waiting(String state) {
    var command = new StatusCommand(context());
    command.wait = Optional.of(state);
    command.timeout = Duration.ofSeconds(60);
    return command;
  }

  @Test
  void waitingForUpToDateIncludesWhatWasChangedBefore() throws Exception {
    TestVault vault = ready();
    changing(vault, State.SYNCING, State.SYNCING, State.UP_TO_DATE);
    assertThat(waiting("up-to-date").run(vault)).isZero();
    assertThat(vault.calls).containsExactly("sync");
  }

  @Test
  void waitingForAnotherStateChangesNothing() throws Exception {
    TestVault vault = ready();
    changing(vault, State.UP_TO_DATE, State.UP_TO_DATE, State.PAUSED);
    assertThat(waiting("PAUSED").run(vault)).isZero();
    assertThat(vault.calls).isEmpty();
  }

  @Test
  void aWaitEndsAtItsTimeout() {
    TestVault vault = ready();
    vault.status = TestVault.status(State.SYNCING);
    Result result = run("status", "--wait", "up-to-date", "--timeout", "300ms", "--json");
    assertThat(result.exit()).isOne();
    assertThat(json(result).get("error").get("message").asString())
        .isEqualTo("The state up-to-date was not reached in 0.3 s; it is syncing.");
    assertThat(result.err()).endsWith("See tidelock status. [UNEXPECTED]\n");
  }

  @Test
  void aRoundThatTakesLongerThanTheTimeoutIsNotWaitedFor() throws Exception {
    TestVault vault = ready();
    vault.status = TestVault.status(State.SYNCING);
    vault.during =
        () -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            vault.calls.add("interrupted");
          }
        };
    long start = System.nanoTime();
    Result result = run("status", "--wait", "up-to-date", "--timeout", "2s");
    assertThat(result.exit()).isOne();
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    for (int i = 0; i < 1_000 && !vault.calls.contains("interrupted"); i++) {
      Thread.sleep(20);
    }
    assertThat(vault.calls).contains("interrupted");
  }

  @Test
  void aStorageThatIsAwayIsWaitedFor() throws Exception {
    TestVault vault = ready();
    vault.failure = problem(ErrorCode.STORAGE);
    changing(vault, State.OFFLINE, State.OFFLINE, State.UP_TO_DATE);
    assertThat(waiting("up-to-date").run(vault)).isZero();
  }

  @Test
  void otherTroubleEndsTheWait() {
    TestVault vault = ready();
    vault.failure = problem(ErrorCode.ROLLBACK);
    assertThatThrownBy(() -> waiting("up-to-date").run(vault))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLLBACK));
  }

  @Test
  void anEndlessTimeoutIsNoOverflow() {
    TestVault vault = ready();
    vault.status = TestVault.status(State.PAUSED);
    StatusCommand command = waiting("paused");
    command.timeout = Duration.ofDays(Long.MAX_VALUE / 86_400);
    org.assertj.core.api.Assertions.assertThatCode(() -> assertThat(command.run(vault)).isZero())
        .doesNotThrowAnyException();
  }

  @Test
  void anUnknownStateIsRefusedBeforeAnythingIsOpened() {
    ready();
    Result result = run("status", "--wait", "done");
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                "tidelock: There is no state done. Nothing was changed. The states are locked, stopped, attention, paused, offline,"
                    + " syncing, checking, up-to-date. [USAGE]\n"));
    assertThat(vaults.opened).isNull();
  }

  private static void changing(TestVault vault, State... states) {
    Deque<State> next = new ArrayDeque<>(List.of(states));
    vault.changing = () -> TestVault.status(next.size() > 1 ? next.removeFirst() : next.getFirst());
  }

  private static Status busy() {
    var progress =
        new Progress(Progress.Phase.LOOKING, 7, 0, 0, 0, 0, 0, Optional.empty(), List.of());
    return new Status(
        State.ATTENTION,
        12_408,
        184_000_000_000L,
        412,
        1,
        41_000_000,
        Optional.of(TestVault.NOON),
        Optional.of(TestVault.NOON.plusSeconds(60)),
        Optional.empty(),
        Optional.of(progress),
        List.of(ISSUE));
  }
}
