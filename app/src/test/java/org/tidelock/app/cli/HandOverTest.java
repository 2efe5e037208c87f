package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.app.desktop.InstanceServer;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.VaultEvent;

/// While a process has the profile open, other commands are answered by it; the profile is not opened twice.
final class HandOverTest extends CliFixture {
  private TestVault open;
  private Optional<TestVault> answering = Optional.empty();
  private InstanceServer server;
  private boolean shown;
  private boolean hasWindow;

  @BeforeEach
  void oneIsRunning() throws IOException {
    open = new TestVault(temp.resolve("folder"), "file:///mnt/store");
    open.patterns.add("*.tmp");
    answering = Optional.of(open);
    var there =
        new Context(ScriptedTerminal.none(), java.util.Map.of(), Path.of("/"), () -> vaults, CLOCK);
    server =
        InstanceServer.start(
            home(),
            new VaultService(
                home(),
                () -> answering.map(vault -> vault),
                () -> {
                  shown = hasWindow;
                  return hasWindow;
                },
                there));
    // The profile itself would ask for a passphrase: what is handed over needs none.
    locked();
  }

  @AfterEach
  void itStops() {
    server.close();
    assertThat(vaults.opened).as("the profile was not opened a second time").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync",
        "sync --preview",
        "status",
        "ls",
        "search x",
        "history x",
        "restore x",
        "why x",
        "verify",
        "verify --deep",
        "prune --dry-run",
        "provider-view",
        "devices",
        "fingerprint",
        "ignore",
        "ignore add y",
        "ignore remove y",
        "ignore test y",
        "hold",
        "hold show 1",
        "hold approve 1",
        "pause",
        "resume"
      })
  void theRunningOneAnswers(String words) {
    open.pause(Optional.empty());
    Result result = run(words.split(" "));
    assertThat(result.exit()).as(result.toString()).isZero();
    Result document = runAnew((words + " --json").split(" "));
    assertThat(document.exit()).as(document.toString()).isZero();
    json(document);
    assertThat(open.calls).doesNotContain("close");
  }

  @Test
  void theAnswerIsPassedOnAsItIs() {
    open.status = TestVault.status(org.tidelock.engine.State.OFFLINE);
    Result result = run("status", "--json");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(json(result).get("state").asString()).isEqualTo("offline");
    open.failure = problem(ErrorCode.MISSING);
    assertThat(runAnew("sync"))
        .isEqualTo(
            new Result(
                23,
                "",
                "tidelock: The object packs/3f/aa is damaged. Nothing was changed. Ask for help. [MISSING]\n"));
    assertThat(runAnew("sync", "--vault", "Work").exit()).isEqualTo(3);
  }

  @Test
  void relativePlacesAreThoseOfTheOneWhoAsks() {
    run("restore", "./folder/a", "--to", "out");
    assertThat(open.calls)
        .containsExactly(
            "restore RestoreRequest[path=a, version=Optional.empty, at=Optional.empty, to=Optional["
                + temp.resolve("out")
                + "]]");
  }

  @Test
  void wrongUseIsFoundBeforeAnythingIsHandedOver() {
    assertThat(run("sync", "--fast").exit()).isEqualTo(2);
    assertThat(runAnew("ls", "--at", "yesterday").exit()).isEqualTo(2);
    assertThat(open.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"watch", "recovery-kit kit.pdf"})
  void whatNeedsTheProfileForItselfIsRefused(String words) {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    Result result = run(words.split(" "));
    assertThat(result)
        .isEqualTo(
            new Result(
                3,
                "",
                "tidelock: Tidelock is running with this profile, and this command needs it for itself. Nothing was changed."
                    + " Quit it (the window, or tidelock watch), then run this command again. [ALREADY_RUNNING]\n"));
    assertThat(temp.resolve("kit.pdf")).doesNotExist();
  }

  /// Who speaks the protocol gets no more than the commands do.
  @ParameterizedTest
  @CsvSource({
    "watch, 2",
    "recovery-kit x.pdf, 2",
    "create, 2",
    "'join --yes', 2",
    "export, 2",
    "nonsense, 2"
  })
  void theRunningOneDoesNotDoThemForOthersEither(String words, int exit) throws IOException {
    Reply reply =
        InstanceClient.ask(home(), new Request(List.of(words.split(" ")), temp.toString()))
            .orElseThrow();
    assertThat(reply.exit()).isEqualTo(exit);
    assertThat(open.calls).isEmpty();
  }

  @Test
  void nobodyIsAskedThroughTheSocket() {
    open.failure = problem(ErrorCode.LOCKED);
    terminal = ScriptedTerminal.typing("secret");
    assertThat(run("ls").exit()).isEqualTo(3);
    assertThat(terminal.asked()).isZero();
  }

  @Test
  void aRunningOneWithoutAVaultSaysSo() {
    answering = Optional.empty();
    Result result = run("ls");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: Tidelock is running with this profile, but no vault is open in it. Nothing was changed."
                + " Finish setting up or unlock it in the window. [ALREADY_RUNNING]\n");
  }

  @Test
  void aSecondStartBringsTheWindowToTheFront() throws IOException {
    hasWindow = true;
    Reply reply =
        InstanceClient.ask(home(), new Request(List.of(VaultService.SHOW), "")).orElseThrow();
    assertThat(reply).isEqualTo(new Reply(0, "", ""));
    assertThat(shown).isTrue();
  }

  @Test
  void aWatchHasNoWindowToShow() throws IOException {
    Reply reply =
        InstanceClient.ask(home(), new Request(List.of(VaultService.SHOW), "")).orElseThrow();
    assertThat(reply.exit()).isEqualTo(3);
    assertThat(reply.err())
        .isEqualTo(
            "tidelock: Tidelock is running with this profile, without a window (tidelock watch). Nothing was changed."
                + " Stop it first, then start the window. [ALREADY_RUNNING]\n");
  }

  /// The same line as without the other process; it is gone when the work is done.
  @Test
  void progressIsShownWhereThePersonSits() throws Exception {
    CountDownLatch shown = new CountDownLatch(1);
    open.during =
        () -> {
          open.tell(new VaultEvent.StatusChanged(sending(1)));
          assertThat(shown.await(60, TimeUnit.SECONDS)).as("shown while it goes on").isTrue();
        };
    terminal = ScriptedTerminal.typing();
    terminal.complaining =
        text -> {
          if (text.contains("Sending: 1 of 3 files, 1.0 MB of 3.0 MB")) {
            shown.countDown();
          }
        };
    Result result = run("sync");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).endsWith("Up to date\n");
    assertThat(result.err())
        .isEqualTo("\rSending: 1 of 3 files, 1.0 MB of 3.0 MB\r" + " ".repeat(39) + "\r");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync --no-progress", "sync -q"})
  void whoDoesNotWantItIsNotShownAny(String words) {
    open.during = () -> open.tell(new VaultEvent.StatusChanged(sending(1)));
    terminal = ScriptedTerminal.typing();
    assertThat(run(words.split(" ")).err()).isEmpty();
  }

  @Test
  void withoutATerminalNothingIsShown() {
    open.during = () -> open.tell(new VaultEvent.StatusChanged(sending(1)));
    assertThat(run("sync").err()).isEmpty();
    assertThat(open.listeners).isEmpty();
  }

  private static Status sending(int files) {
    Status now = TestVault.status(State.SYNCING);
    return new Status(
        now.state(),
        now.files(),
        now.bytes(),
        now.folders(),
        0,
        0,
        now.lastChange(),
        now.lastCheck(),
        Optional.empty(),
        Optional.of(
            new Progress(
                Progress.Phase.SENDING,
                files,
                3,
                files * 1_000_000L,
                3_000_000,
                0,
                0,
                Optional.empty(),
                List.of())),
        List.of());
  }

  @Test
  void aWaitIsAnsweredByTheRunningOne() {
    assertThat(run("status", "--wait", "up-to-date", "--timeout", "5s", "--json").exit()).isZero();
    assertThat(open.calls).containsExactly("sync");
  }
}
