package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/// The command line is a contract: the program has the commands, arguments, options, exit codes and documents that the user guide lists, and no others.
final class ContractTest extends CliFixture {
  private static final Path GUIDE = Path.of("../docs/user-guide");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Set<String> COMMON =
      Set.of("--home", "--vault", "--json", "--quiet", "--verbose", "--no-progress", "--help");
  private static final Set<String> SECRETS =
      Set.of("--passphrase-file", "--recovery-key-file", "--recovery-key");

  /// The cells of the table's rows below a heading of the page.
  private static List<List<String>> rows(String page, String header) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(GUIDE.resolve(page))) {
      if (line.startsWith(header)) {
        inside = true;
      } else if (inside && !line.startsWith("|")) {
        break;
      } else if (inside && !line.startsWith("|---")) {
        rows.add(
            Stream.of(line.split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList()
                .subList(1, line.split("(?<!\\\\)\\|", -1).length - 1));
      }
    }
    assertThat(rows).as(header + " of " + page).isNotEmpty();
    return rows;
  }

  private static Set<String> codes(String cell) {
    Set<String> codes = new LinkedHashSet<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      codes.add(code.group(1));
    }
    return codes;
  }

  @Test
  void commandsArgumentsAndOptionsAreThoseOfTheGuide() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (List<String> row : rows("commands.md", "| command | arguments | options |")) {
      listed.put(
          codes(row.get(0)).iterator().next(),
          codes(row.get(1)) + " " + new TreeSet<>(codes(row.get(2))));
    }
    Map<String, String> real = new TreeMap<>();
    Commands.all()
        .forEach(
            (name, entry) -> {
              CommandSpec spec =
                  CommandLines.of(name, entry.maker().apply(context())).getCommandSpec();
              real.put(
                  name,
                  spec.positionalParameters().stream().map(ContractTest::written).toList()
                      + " "
                      + own(spec));
            });
    assertThat(real).isEqualTo(listed);
  }

  private static Set<String> own(CommandSpec spec) {
    Set<String> own = new TreeSet<>();
    spec.options().stream()
        .filter(o -> !COMMON.contains(o.longestName()) && !SECRETS.contains(o.longestName()))
        .forEach(
            o -> own.add(o.longestName() + (o.arity().max() == 0 ? "" : " " + o.paramLabel())));
    return own;
  }

  private static String written(ArgSpec argument) {
    return argument.arity().min() == 0 ? "[" + argument.paramLabel() + "]" : argument.paramLabel();
  }

  @Test
  void theCommonOptionsAreEverywhereAndThoseForSecretsWhereTheVaultIsNeeded() {
    Commands.all()
        .forEach(
            (name, entry) -> {
              Command command = entry.maker().apply(context());
              CommandSpec spec = CommandLines.of(name, command).getCommandSpec();
              assertThat(spec.optionsMap().keySet()).as(name).containsAll(COMMON);
              if (name.equals("help")) {
                assertThat(spec.optionsMap().keySet()).doesNotContainAnyElementsOf(SECRETS);
              } else {
                assertThat(spec.optionsMap().keySet()).as(name).containsAll(SECRETS);
              }
            });
  }

  @Test
  void exitCodesAreThoseOfTheGuide() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    for (List<String> row : rows("codes.md", "| exit | code | meaning |")) {
      Set<String> names = new TreeSet<>(List.of(row.get(1).split(", *")));
      names.remove("");
      listed.put(row.get(0), names);
    }
    Map<String, Set<String>> real = new TreeMap<>();
    real.put("0", Set.of());
    for (ErrorCode code : ErrorCode.values()) {
      real.computeIfAbsent(String.valueOf(code.exitCode()), _ -> new TreeSet<>()).add(code.name());
    }
    assertThat(real).isEqualTo(listed);
  }

  /// The fields of each document that json.md shows in its row, at the top.
  private static Map<String, Set<String>> documents() throws IOException {
    Map<String, Set<String>> documents = new TreeMap<>();
    for (List<String> row : rows("json.md", "| command | document |")) {
      for (String name : codes(row.get(0))) {
        codes(row.get(1)).stream()
            .filter(code -> code.startsWith("{"))
            .findFirst()
            .ifPresent(document -> documents.put(name, fields(document)));
      }
    }
    return documents;
  }

  private static Set<String> fields(String document) {
    Set<String> fields = new TreeSet<>();
    int depth = 0;
    boolean value = false;
    for (int i = 0; i < document.length(); i++) {
      char c = document.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (depth == 1 && c == ':') {
        value = true;
      } else if (depth == 1 && c == ',') {
        value = false;
      } else if (c == '"') {
        int end = document.indexOf('"', i + 1);
        if (depth == 1 && !value) {
          fields.add(document.substring(i + 1, end));
        }
        i = end;
      }
    }
    return fields;
  }

  static Stream<String> lines() {
    return Stream.of(
        "help",
        "help CMD",
        "create --storage file:///s --folder f --allow-weak-passphrase --passphrase-file p",
        "join --storage file:///s --folder f --yes --passphrase-file p",
        "sync",
        "sync --preview",
        "status",
        "ls",
        "search x",
        "history a",
        "restore a",
        "why a",
        "ignore",
        "ignore add a --preview",
        "ignore test a",
        "select",
        "select --all",
        "select --preview --all",
        "folder",
        "folder add d",
        "hold",
        "hold show 1",
        "conflicts",
        "undo",
        "undo abcd-7",
        "undo --lost",
        "pause",
        "resume",
        "limit",
        "limit --send 500k --receive off --between 22:00-6:00",
        "devices",
        "devices add --code ABC --yes --passphrase-file p",
        "devices remove d1 --passphrase-file p",
        "fingerprint",
        "verify",
        "prune --dry-run",
        "mirror",
        "mirror --verify",
        "mirror --verify --repair",
        "mirror --use",
        "mirror --stop",
        "provider-view",
        "export --storage file:///s --to out --passphrase-file p",
        "storage test file:///s",
        "storage sign-in",
        "passphrase change --passphrase-file p --new-passphrase-file p",
        "recovery-kit kit.txt --passphrase-file p",
        "drill --passphrase-file p",
        "diagnostics --preview");
  }

  private static String named(String line) {
    if (line.startsWith("undo ")) return "undo BATCH";
    if (line.startsWith("ignore add ")) return "ignore add --preview";
    return Stream.of(
            "sync --preview",
            "select --all",
            "select --preview",
            "folder add",
            "storage sign-in",
            "mirror --verify --repair",
            "mirror --verify",
            "mirror --use",
            "mirror --stop",
            "ignore test",
            "hold show",
            "devices add",
            "devices remove",
            "help CMD")
        .filter(line::startsWith)
        .findFirst()
        .orElse(line.split(" ")[0]);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void documentsHaveTheFieldsOfTheGuide(String line) throws IOException {
    Files.writeString(temp.resolve("p"), GOOD + "\n");
    boolean fresh = line.startsWith("create") || line.startsWith("join");
    if (!fresh) {
      ready().status = TestVault.status(org.tidelock.engine.State.STOPPED, HeldFolderTest.UNMARKED);
    }
    JsonNode document = json(run((line.replace("CMD", "sync") + " --json").split(" ")));
    assertThat(document.has("error")).as(document.toString()).isFalse();
    assertThat(new TreeSet<>(document.propertyNames())).isEqualTo(documents().get(named(line)));
  }

  /// Scripts compare them, so that a round of no state says a word that the guide does not have.
  @ParameterizedTest
  @EnumSource
  void theStatesOfASyncAreThoseOfTheGuide(State state) throws IOException {
    String shown =
        rows("json.md", "| command | document |").stream()
            .filter(row -> codes(row.get(0)).contains("sync"))
            .map(row -> row.get(1))
            .findFirst()
            .orElseThrow();
    Set<String> words = new TreeSet<>();
    Matcher word = Pattern.compile("\"([a-z-]+)\"").matcher(valuesOf("state", shown));
    while (word.find()) {
      words.add(word.group(1));
    }
    assertThat(words).containsExactlyInAnyOrder("up-to-date", "attention", "error");
    ready().report = new SyncReport(state, NOTHING, NOTHING, List.of(), List.of(), List.of());
    assertThat(json(run("sync", "--json")).get("state").asString()).isIn(words);
  }

  private static final SyncReport.Moved NOTHING = new SyncReport.Moved(0, 0, 0);

  /// What stands behind a field, up to the next one.
  private static String valuesOf(String field, String document) {
    String rest = document.substring(document.indexOf("\"" + field + "\":") + field.length() + 3);
    return rest.substring(0, rest.indexOf(','));
  }

  @Test
  void everyCommandHasADocumentAndIsTriedAbove() throws IOException {
    Set<String> tried = new TreeSet<>(lines().map(ContractTest::named).toList());
    Set<String> shown = new TreeSet<>(documents().keySet());
    shown.remove("watch"); // many documents: WatchCommandTest compares them whole
    shown.remove("--version"); // no command: CliTest has it
    assertThat(tried).isEqualTo(shown);
    Set<String> commands = new TreeSet<>(Commands.all().keySet());
    documents().keySet().forEach(name -> commands.remove(name.split(" ")[0]));
    assertThat(commands).as("commands without a document").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync --pair", "devices now", "frobnicate", "verify --fast"})
  void whatThereIsNotIsWrongUse(String line) {
    ready();
    Result result = run(line.split(" "));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).doesNotContain("later");
  }

  @Test
  void aNameThatLooksLikeSomethingPlannedIsAName() {
    ready();
    assertThat(run("search", "add").exit()).isZero();
    assertThat(runAnew("why", "mirror").exit()).isZero();
  }
}
