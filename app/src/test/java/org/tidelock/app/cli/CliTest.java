package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.program.Version;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import tools.jackson.databind.JsonNode;

/// What all commands have in common: usage, help, errors, exit codes.
final class CliTest extends CliFixture {
  static Stream<String> commands() {
    return Commands.all().keySet().stream();
  }

  @Test
  void everyCommandOfTheContractIsThere() {
    assertThat(commands())
        .containsExactlyInAnyOrder(
            "create",
            "join",
            "sync",
            "watch",
            "status",
            "ls",
            "search",
            "history",
            "restore",
            "why",
            "ignore",
            "select",
            "folder",
            "hold",
            "conflicts",
            "undo",
            "pause",
            "resume",
            "limit",
            "devices",
            "fingerprint",
            "verify",
            "prune",
            "mirror",
            "provider-view",
            "export",
            "storage",
            "passphrase",
            "recovery-kit",
            "drill",
            "diagnostics",
            "help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String name) {
    Result asked = run(name, "--help");
    assertThat(asked.exit()).isZero();
    assertThat(asked.err()).isEmpty();
    assertThat(asked.out()).startsWith("Usage: tidelock " + name).contains("--home", "--json");
    assertThat(asked.out().lines().map(String::length)).allMatch(length -> length <= 100);
    terminal = ScriptedTerminal.none();
    assertThat(new Cli(context()).run(List.of("help", name))).isZero();
    assertThat(terminal.printed()).isEqualTo(asked.out());
    assertThat(vaults.opened).isNull();
  }

  /// Who stops a command that has told of its end meanwhile has nothing to add.
  @Test
  void whyACommandDidNotComeToItsEndIsSaidOnce() {
    for (List<String> line :
        List.of(List.of("sync", "--no-such"), List.of("sync", "--no-such", "--json"))) {
      terminal = ScriptedTerminal.none();
      Cli cli = new Cli(context());
      assertThat(cli.run(line)).isEqualTo(2);
      String printed = terminal.printed();
      String complained = terminal.complained();
      cli.sayLast(line);
      assertThat(terminal.printed()).isEqualTo(printed);
      assertThat(terminal.complained()).isEqualTo(complained).isNotEmpty();
    }
  }

  @Test
  void theOverviewListsEveryCommandAndCode() {
    for (List<String> line : List.of(List.of("help"), List.of("--help"), List.of("-h"))) {
      terminal = ScriptedTerminal.none();
      assertThat(new Cli(context()).run(line)).isZero();
      commands().forEach(name -> assertThat(terminal.printed()).contains("\n  " + name + " "));
      Set<String> codes =
          Stream.of(ErrorCode.values())
              .map(code -> " " + code.exitCode() + " ")
              .collect(Collectors.toSet());
      assertThat(terminal.printed().replace('\n', ' ')).contains(codes);
    }
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(new Cli(context()).run(List.of("--version"))).isZero();
    assertThat(terminal.printed()).isEqualTo("tidelock " + Version.current() + "\n");
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void theVersionIsADocumentToo() {
    for (List<String> line : List.of(List.of("--version", "--json"), List.of("--json", "-V"))) {
      terminal = ScriptedTerminal.none();
      assertThat(new Cli(context()).run(line)).isZero();
      assertDocument(
          new Result(0, terminal.printed(), ""), "{\"version\":\"" + Version.current() + "\"}");
    }
  }

  @Test
  void soIsTheOverview() {
    for (List<String> line :
        List.of(List.of("help", "--json"), List.of("--help", "--json"), List.of("--json", "-h"))) {
      terminal = ScriptedTerminal.none();
      assertThat(new Cli(context()).run(line)).isZero();
      JsonNode overview = json(new Result(0, terminal.printed(), ""));
      assertThat(overview.get("commands").valueStream().map(c -> c.get("name").asString()).toList())
          .containsExactlyElementsOf(Commands.all().keySet());
      assertThat(overview.get("exitCodes").get(2))
          .hasToString(
              "{\"exit\":3,\"codes\":[\"NOT_SET_UP\",\"REMOVED\",\"LOCKED\",\"ALREADY_RUNNING\"]}");
    }
  }

  @Test
  void soIsAnExplanation() {
    JsonNode explained = json(run("search", "--help", "--json"));
    assertThat(explained.get("command").asString()).isEqualTo("search");
    assertThat(explained.get("arguments"))
        .hasToString(
            "[{\"name\":\"TEXT\",\"required\":true,\"description\":\"A part of a name.\"}]");
    assertThat(explained.get("options").valueStream().map(Object::toString))
        .contains(
            "{\"names\":[\"-q\",\"--quiet\"],\"value\":null,\"required\":false,\"description\":\"Print only what was asked for.\"}",
            "{\"names\":[\"--home\"],\"value\":\"DIR\",\"required\":false,"
                + "\"description\":\"The profile: index, settings, keys, logs. Also TIDELOCK_HOME.\"}");
    assertThat(json(runAnew("help", "search", "--json"))).isEqualTo(explained);
    assertThat(json(runAnew("help", "frobnicate", "--json")).get("error").get("code").asString())
        .isEqualTo("USAGE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "frobnicate | There is no command frobnicate.",
        "sync --fast | Unknown option: '--fast'.",
        "status now | There is no place for now.",
        "search | Missing required parameter: 'TEXT'.",
        "search x --limit -1 | At least one entry has to be found.",
        "search x --limit 0 | At least one entry has to be found.",
        "search x --limit many | Invalid value for option '--limit': 'many' is not an int.",
        "create --storage file:///s --folder f --keep-unlocked=maybe"
            + " | Invalid value for option '--keep-unlocked': 'maybe' is none of no, file.",
        "pause --for long | Invalid value for option '--for': 'long' is no time such as 90s, 5m or 2h.",
      })
  void wrongUseIsTwoAndOneLine(String words, String said) {
    ready();
    Result result = run(words.split(" "));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("tidelock: " + said + " Nothing was changed. See tidelock help")
        .endsWith(". [USAGE]\n");
    assertThat(result.err().lines()).hasSize(1);
    assertThat(vaults.opened).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "join"})
  void onlyWhatWorksIsOffered(String command) {
    assertThat(run("help", command).out()).contains("no|file").doesNotContain("keychain");
  }

  @Test
  void nothingAtAllIsWrongUse() {
    assertThat(new Cli(context()).run(List.of("--json"))).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyProblemIsOneLineAndOneDocument(ErrorCode code) {
    ready().failure = problem(code);
    Result told = run("ls");
    assertThat(told)
        .isEqualTo(
            new Result(
                code.exitCode(),
                "",
                "tidelock: The object packs/3f/aa is damaged. Nothing was changed. Ask for help. ["
                    + code
                    + "]\n"));
    Result document = runAnew("ls", "--json");
    assertThat(document.exit()).isEqualTo(code.exitCode());
    assertThat(json(document).get("error").get("code").asString()).isEqualTo(code.name());
    assertThat(document.err()).isEqualTo(told.err());
  }

  @ParameterizedTest
  @CsvSource({
    "UNEXPECTED, 1",
    "USAGE, 2",
    "NOT_SET_UP, 3",
    "REMOVED, 3",
    "LOCKED, 3",
    "ALREADY_RUNNING, 3",
    "NEEDS_YOU, 4",
    "STORAGE, 5",
    "LOCAL, 6",
    "INTEGRITY, 20",
    "ROLLBACK, 21",
    "FORK, 22",
    "MISSING, 23",
    "UNSUPPORTED, 24",
    "LIMIT, 25",
    "AUTH, 26",
    "IDENTITY, 27"
  })
  void exitCodesAreTheContract(ErrorCode code, int exit) {
    assertThat(code.exitCode()).isEqualTo(exit);
    assertThat(ErrorCode.values()).hasSize(17);
  }

  @Test
  void anObjectThatTheSentenceDoesNotNameIsAdded() {
    ready().failure =
        new TidelockException(
            ErrorCode.INTEGRITY, "An object is damaged.", "Safe.", "Do.", "packs/3f/aa", null);
    assertThat(run("ls").err())
        .isEqualTo("tidelock: An object is damaged (packs/3f/aa). Safe. Do. [INTEGRITY]\n");
  }

  @Test
  void aNameInAProblemCannotPaintTheTerminal() {
    ready().failure =
        new TidelockException(
            ErrorCode.LOCAL, "Cannot read \u001b]0;x\u0007\n\u202etxt.", "Safe.", "Do.");
    assertThat(run("ls").err())
        .isEqualTo("tidelock: Cannot read \\x1b]0;x\\x07\\x0a\\u202etxt. Safe. Do. [LOCAL]\n");
  }

  /// No class name, no stack trace, no promise that cannot be kept.
  @Test
  void aBugIsToldPlainly() {
    ready().bug = new IllegalStateException("internal: /home/mira/secret.txt");
    Result result = run("ls", "--json");
    assertThat(result.exit()).isOne();
    assertThat(result.err())
        .isEqualTo(
            "tidelock: Something unexpected happened. What was done before is kept, and the next run carries on."
                + " Try again; the log in the profile directory has the details. [UNEXPECTED]\n");
    assertThat(json(result).get("error").get("code").asString()).isEqualTo("UNEXPECTED");
    assertThat(result.out()).doesNotContain("secret", "IllegalState");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync",
        "watch",
        "status",
        "ls",
        "search x",
        "history x",
        "restore x",
        "why x",
        "ignore",
        "hold",
        "hold show 1",
        "hold approve 1",
        "select",
        "select --except x",
        "folder",
        "folder add d",
        "folder remove d",
        "conflicts",
        "conflicts resolve x --keep both",
        "undo",
        "undo abcd-7 --preview",
        "undo abcd-7",
        "undo --lost",
        "pause",
        "resume",
        "limit",
        "limit --send 2M",
        "devices",
        "fingerprint",
        "verify",
        "prune --dry-run",
        "mirror",
        "mirror --stop",
        "provider-view"
      })
  void withoutAVaultTheProfileIsNotSetUp(String words) {
    Result result = run(words.split(" "));
    assertThat(result)
        .isEqualTo(
            new Result(
                3,
                "",
                "tidelock: There is no vault in this profile yet. Nothing was changed."
                    + " Set one up with tidelock create or tidelock join, or choose the profile with --home. [NOT_SET_UP]\n"));
    assertThat(home()).doesNotExist();
  }

  @Test
  void aVaultOfAnotherNameIsNotUsed() {
    TestVault vault = ready();
    assertThat(run("sync", "--vault", "Personal").exit()).isZero();
    Result result = runAnew("sync", "--vault", "Work\n");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: This profile has no vault named Work\\x0a. Nothing was changed."
                + " It has Personal; leave --vault out, or choose the profile with --home. [NOT_SET_UP]\n");
    assertThat(vault.calls).containsExactly("sync", "close", "close");
  }

  @Test
  void theProfileComesFromTheOptionThenTheEnvironment() {
    TestVault there = vaults.profile(temp.resolve("p"), org.tidelock.engine.KeepUnlocked.FILE);
    assertThat(new Cli(context()).run(List.of("--home", "p", "sync"))).isZero();
    assertThat(new Cli(context()).run(List.of("sync", "--home=p"))).isZero();
    environment.put("TIDELOCK_HOME", temp.resolve("p").toString());
    assertThat(new Cli(context()).run(List.of("sync"))).isZero();
    assertThat(there.calls.stream().filter("sync"::equals)).hasSize(3);
    assertThat(new Cli(context()).run(List.of("sync", "--home", "q"))).isEqualTo(3);
  }

  @Test
  void theCommandIsTheFirstWordThatIsNoOption() {
    assertThat(CommandLines.commandOf(List.of())).isEmpty();
    assertThat(CommandLines.commandOf(List.of("--home", "x"))).isEmpty();
    assertThat(CommandLines.commandOf(List.of("--home", "x", "-q", "ls", "sync")))
        .isEqualTo(Optional.of("ls"));
    assertThat(CommandLines.commandOf(List.of("--home=x", "--vault", "sync", "ls")))
        .isEqualTo(Optional.of("ls"));
  }

  @Test
  void relativePlacesAreRelativeToTheDirectoryTheCommandWasGivenIn() {
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    run("create", "--storage", "file:///s", "--folder", "sub/../f");
    assertThat(vaults.created.folder()).isEqualTo(temp.resolve(Path.of("f")));
  }
}
