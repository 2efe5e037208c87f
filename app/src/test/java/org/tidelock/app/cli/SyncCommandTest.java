package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.SyncReport.Conflict;
import org.tidelock.engine.SyncReport.Held;
import org.tidelock.engine.SyncReport.Moved;
import org.tidelock.engine.SyncReport.Problem;
import org.tidelock.engine.SyncReport.Traffic;
import org.tidelock.engine.VaultEvent;

final class SyncCommandTest extends CliFixture {
  private static final Moved SENT = new Moved(3, 4_200_000, 4);
  private static final Moved RECEIVED = new Moved(1, 1, 2);
  private static final Conflict CONFLICT =
      new Conflict("a/b.txt", "a/b (Laptop, 2026-11-24, a1b2).txt", "Laptop");

  @Test
  void whatMovedIsSaidOneFactALine() {
    TestVault vault = ready();
    vault.report = report(State.UP_TO_DATE, List.of(), List.of(), List.of());
    assertThat(run("sync"))
        .isEqualTo(
            new Result(
                0, lines("Sent: 3 files, 4.2 MB", "Received: 1 file, 1 byte", "Up to date"), ""));
    assertThat(vault.calls).containsExactly("sync", "close");
  }

  @Test
  void aRoundWithNothingToDoSaysSo() {
    ready();
    assertThat(run("sync").out())
        .isEqualTo(lines("Sent: nothing", "Received: nothing", "Up to date"));
  }

  @Test
  void conflictCopiesAloneAreDone() {
    ready().report = report(State.UP_TO_DATE, List.of(CONFLICT), List.of(), List.of());
    Result result = run("sync");
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains(
            "Both were changed: a/b.txt; the version of Laptop is kept as a/b (Laptop, 2026-11-24, a1b2).txt\n")
        .endsWith("Up to date\n");
  }

  @Test
  void whatIsHeldNeedsAPerson() {
    ready().report =
        report(
            State.ATTENTION,
            List.of(),
            List.of(new Held("h1", Hold.Kind.DELETE_EVERYWHERE, 1_204)),
            List.of());
    Result result = run("sync");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out())
        .contains("Waits for your answer: 1,204 files gone here; see tidelock hold (h1)\n")
        .endsWith("Done, but something needs you\n");
  }

  @Test
  void whatCannotBeSyncedNeedsAPersonAndCannotPaintTheTerminal() {
    ready().report =
        report(
            State.UP_TO_DATE,
            List.of(),
            List.of(),
            List.of(new Problem("LOC-04", "a\n\u001b[31mb", "It may not be read.")));
    Result result = run("sync");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out())
        .contains("Not synced: a\\x0a\\x1b[31mb: It may not be read. [LOC-04]\n");
  }

  @Test
  void theDocumentHasTheFieldsOfTheContract() {
    ready().report =
        report(
            State.ATTENTION,
            List.of(CONFLICT),
            List.of(new Held("h1", Hold.Kind.DELETE_EVERYWHERE, 2)),
            List.of(new Problem("LOC-04", "x", "It may not be read.")));
    Result result = run("sync", "--json");
    assertThat(result.exit()).isEqualTo(4);
    assertDocument(
        result,
        """
        {"state":"attention","sent":{"files":3,"bytes":4200000,"requests":4},\
        "received":{"files":1,"bytes":1,"requests":2},\
        "conflicts":[{"path":"a/b.txt","copy":"a/b (Laptop, 2026-11-24, a1b2).txt","device":"Laptop"}],\
        "held":[{"id":"h1","kind":"delete-everywhere","count":2}],\
        "problems":[{"code":"LOC-04","path":"x","message":"It may not be read."}]}""");
  }

  @ParameterizedTest
  @CsvSource({
    "UP_TO_DATE, up-to-date, 0",
    "ATTENTION, attention, 0",
    "PAUSED, up-to-date, 0",
    "SYNCING, attention, 4",
    "CHECKING, attention, 4",
    "OFFLINE, error, 5",
    "LOCKED, error, 3",
    "STOPPED, error, 4"
  })
  void everyStateHasItsWordAndCode(State state, String word, int exit) {
    ready().report = report(state, List.of(), List.of(), List.of());
    Result result = run("sync", "--json");
    assertThat(json(result).get("state").asString()).isEqualTo(word);
    assertThat(result.exit()).isEqualTo(exit);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"INTEGRITY", "ROLLBACK", "FORK", "MISSING", "UNSUPPORTED", "LIMIT", "IDENTITY"})
  void aFindingAboutTheStorageIsTheNewsAlsoWhereTheRestWasDone(ErrorCode code) {
    ready().report =
        report(
            State.STOPPED,
            List.of(),
            List.of(),
            List.of(
                new Problem("LOC-04", "x", "It may not be read."),
                new Problem(code.name(), "packs/3f/aa", "The object is not what it was.")));
    assertThat(run("sync").exit()).isEqualTo(code.exitCode());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aRoundThatFailsIsOneDocumentAndOneLine(ErrorCode code) {
    ready().failure = problem(code);
    Result result = run("sync", "--json");
    assertThat(result.exit()).isEqualTo(code.exitCode());
    assertDocument(
        result,
        """
        {"state":"error","sent":{"files":0,"bytes":0,"requests":0},\
        "received":{"files":0,"bytes":0,"requests":0},"conflicts":[],"held":[],\
        "problems":[{"code":"%s","path":"packs/3f/aa","message":"The object packs/3f/aa is damaged."}]}"""
            .formatted(code));
    assertThat(result.err())
        .isEqualTo(
            "tidelock: The object packs/3f/aa is damaged. Nothing was changed. Ask for help. ["
                + code
                + "]\n");
  }

  /// As it was before the storage went, or somebody stopped it.
  @Test
  void whatWasDoneBeforeItFailedIsTold() {
    TestVault vault = ready();
    vault.failure = problem(ErrorCode.STORAGE);
    vault.moved = new Traffic(new Moved(3, 4_096, 9), new Moved(1, 5, 7));
    Result result = run("sync");
    assertThat(result.out()).isEqualTo("Sent: 3 files, 4.1 kB\nReceived: 1 file, 5 bytes\n");
    assertThat(result.err()).startsWith("tidelock: The object packs/3f/aa is damaged.");
    assertThat(runAnew("sync", "-q").out()).isEmpty();
    assertDocument(
        runAnew("sync", "--json"),
        """
        {"state":"error","sent":{"files":3,"bytes":4096,"requests":9},\
        "received":{"files":1,"bytes":5,"requests":7},"conflicts":[],"held":[],\
        "problems":[{"code":"STORAGE","path":"packs/3f/aa","message":"The object packs/3f/aa is damaged."}]}""");
    vault.moved = new Traffic(new Moved(0, 0, 9), new Moved(0, 0, 7));
    assertThat(runAnew("sync").out()).as("requests are no news").isEmpty();
  }

  @Test
  void quietSaysNothingButTheCodeStays() {
    ready().report =
        report(
            State.ATTENTION,
            List.of(),
            List.of(new Held("h1", Hold.Kind.DELETE_EVERYWHERE, 2)),
            List.of());
    assertThat(run("sync", "-q")).isEqualTo(new Result(4, "", ""));
  }

  @Test
  void thePreviewSyncsNothing() {
    TestVault vault = ready();
    vault.preview = preview();
    assertThat(run("sync", "--preview"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Will be encrypted and sent: 1,200 files, 3.4 GB",
                    "  a",
                    "  b",
                    "  and 1,198 more",
                    "Will come to this computer: nothing",
                    "Will be deleted here: 1 file, 12 bytes",
                    "  old",
                    "Will be deleted elsewhere: nothing",
                    "Differs on both sides: nothing",
                    "Left out: nothing"),
                ""));
    assertThat(vault.calls).containsExactly("preview", "close");
  }

  @Test
  void thePreviewAsADocument() {
    ready().preview = preview();
    assertDocument(
        run("sync", "--preview", "--json"),
        """
        {"toSend":{"files":1200,"bytes":3400000000,"paths":["a","b"]},\
        "toReceive":{"files":0,"bytes":0,"paths":[]},\
        "toDeleteHere":{"files":1,"bytes":12,"paths":["old"]},\
        "toDeleteThere":{"files":0,"bytes":0,"paths":[]},\
        "differs":{"files":0,"bytes":0,"paths":[]},\
        "leftOut":{"files":0,"bytes":0,"paths":[]}}""");
  }

  @Test
  void progressIsOneLineOnATerminalAndIsWipedAtTheEnd() {
    progressing();
    terminal = ScriptedTerminal.typing();
    Result result = run("sync");
    assertThat(result.err())
        .startsWith("\rSending: 38 of 214 files, 1.1 GB of 1.7 GB, 4.9 MB/s, about 3 min left")
        .endsWith("\r");
    assertThat(result.err().replaceAll("[^\r]*\r", "")).isEmpty();
    assertThat(result.err()).doesNotContain("\n");
    assertThat(result.out()).doesNotContain("Sending");
  }

  @Test
  void progressIsSilentWithoutATerminalAndWhenNotWanted() {
    progressing();
    assertThat(run("sync").err()).isEmpty();
    terminal = ScriptedTerminal.typing();
    assertThat(run("sync", "--no-progress").err()).isEmpty();
    terminal = ScriptedTerminal.typing();
    assertThat(run("sync", "-q").err()).isEmpty();
  }

  private void progressing() {
    TestVault vault = ready();
    Status idle = TestVault.status(State.SYNCING);
    var progress =
        new Progress(
            Progress.Phase.SENDING,
            38,
            214,
            1_100_000_000,
            1_700_000_000,
            4_800_000,
            120_000,
            Optional.of(java.time.Duration.ofSeconds(190)),
            List.of());
    vault.during =
        () ->
            vault.tell(
                new VaultEvent.StatusChanged(
                    new Status(
                        State.SYNCING,
                        idle.files(),
                        idle.bytes(),
                        idle.folders(),
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(progress),
                        List.of())));
  }

  private static SyncPreview preview() {
    var none = new SyncPreview.Part(0, 0, List.of());
    return new SyncPreview(
        new SyncPreview.Part(1_200, 3_400_000_000L, List.of("a", "b")),
        none,
        new SyncPreview.Part(1, 12, List.of("old")),
        none,
        none,
        none);
  }

  private static SyncReport report(
      State state, List<Conflict> conflicts, List<Held> held, List<Problem> problems) {
    return new SyncReport(state, SENT, RECEIVED, conflicts, held, problems);
  }
}
