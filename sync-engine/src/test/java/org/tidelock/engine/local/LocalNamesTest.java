package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.VaultNames;
import org.tidelock.engine.local.Disk.Facts;
import org.tidelock.engine.local.Disk.NameRules;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.merge.Entry;

class LocalNamesTest {
  private static final Facts LINUX = new Facts(true, true, 1, NameRules.POSIX);
  private static final Facts MAC = new Facts(false, true, 1, NameRules.POSIX);
  private static final Facts WINDOWS = new Facts(false, false, 100, NameRules.WINDOWS);
  private static final String NFC = "caf\u00e9";
  private static final String NFD = "cafe\u0301";

  private final FakeBase base = FakeBase.empty();

  private LocalNames names(Facts facts) {
    return new LocalNames(facts, base, LeftOut.NOTHING, base::pathOf);
  }

  private static NodeId id(long number) {
    return new NodeId(new Id128(7, number));
  }

  private static Entry entry(long number, String name) {
    OpId op = new OpId(new WriterId(new Id128(1, 1)), number, 0);
    return new Entry(
        id(number),
        List.of(id(number)),
        NodeKind.FILE,
        name,
        name,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        new OpOrder(number, op),
        List.of(),
        false,
        Optional.empty());
  }

  private void row(long number, String localName) {
    Fingerprint file = new Fingerprint(Kind.FILE, 0, 0, 0, 0, 1, number, false);
    base.put(id(number), Nodes.ROOT, localName, file, false);
  }

  private Map<NodeId, String> project(Facts facts, Entry... entries) {
    return names(facts).localNames(Nodes.ROOT, List.of(entries));
  }

  /// A name of the vault, the same on Windows.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "plain.txt, plain.txt",
        "100%, 100%",
        "50% off, 50% off",
        "a:b, a%3Ab",
        "a?b*c, a%3Fb%2Ac",
        "<>|\\, %3C%3E%7C%5C",
        "a%3Ab, a%253Ab",
        "a%3ab, a%3ab",
        "%, %",
        "%%3A, %%253A",
        "%:, %%3A",
        "x., x%2E",
        "\"x \", x%20",
        "x.., x.%2E",
        "\"a b\", a b",
        "CON, %43ON",
        "con.txt, %63on.txt",
        "CON .txt, %43ON .txt",
        "console, console",
        "LPT1, %4CPT1",
        "COM\u00b9.log, %43OM\u00b9.log",
        "COM10, COM10",
        "CONIN$, %43ONIN$",
        "nul.tar.gz, %6Eul.tar.gz",
        "aux., %61ux%2E",
        "\u6f22\u5b57\uff1f, \u6f22\u5b57\uff1f",
      })
  void windowsNames(String vault, String local) {
    assertThat(project(WINDOWS, entry(1, vault))).containsEntry(id(1), local);
    assertThat(names(WINDOWS).vaultName(local)).contains(vault);
    assertThat(project(LINUX, entry(1, vault))).containsEntry(id(1), vault);
  }

  @Test
  void newlineBecomesAnEscapeOnWindowsOnly() {
    assertThat(project(WINDOWS, entry(1, "a\nb"))).containsEntry(id(1), "a%0Ab");
    assertThat(names(WINDOWS).vaultName("a%0Ab")).contains("a\nb");
    assertThat(names(LINUX).vaultName("a\nb")).contains("a\nb");
  }

  /// Made on Windows by somebody who meant them so.
  @ParameterizedTest
  @ValueSource(
      strings = {"a%20b.pdf", "a%2Fb", "%41bc", "x%2E.txt", "%2E", "%2E%2E", "%00", "%7F", "%80"})
  void whatOnlyLooksEscapedIsTakenLiterally(String local) {
    assertThat(names(WINDOWS).vaultName(local)).contains(local);
    assertThat(project(WINDOWS, entry(1, local))).containsEntry(id(1), WindowsNames.escape(local));
    assertThat(names(WINDOWS).vaultName(WindowsNames.escape(local))).contains(local);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b", "\ud83d", "x\udc00"})
  void notEveryNameCanBeInTheVault(String local) {
    assertThat(names(LINUX).vaultName(local)).isEmpty();
  }

  @Test
  void aNameMayHave255Bytes() {
    assertThat(names(LINUX).vaultName("x".repeat(255))).isPresent();
    assertThat(names(LINUX).vaultName("x".repeat(256))).isEmpty();
    // U+0958 has a composed form that is longer in NFC, by Unicode's composition exclusions.
    assertThat(names(LINUX).vaultName("\u0958".repeat(85))).isEmpty();
  }

  @Test
  void aNameThatIsTooLongForWindowsIsSkippedThere() {
    String vault = ":".repeat(100);
    String local = project(WINDOWS, entry(1, vault)).get(id(1));
    assertThat(names(WINDOWS).skipped(Nodes.ROOT, local, NodeKind.FILE)).isTrue();
    assertThat(names(WINDOWS).skipped(Nodes.ROOT, "\u6f22".repeat(85), NodeKind.FILE)).isFalse();
    assertThat(names(LINUX).skipped(Nodes.ROOT, vault, NodeKind.FILE)).isFalse();
  }

  @Test
  void theSpellingOnTheDiskIsKept() {
    row(1, NFD);
    assertThat(project(LINUX, entry(1, NFC))).containsEntry(id(1), NFD);
    assertThat(project(LINUX, entry(2, NFC))).containsEntry(id(2), NFC);
    assertThat(project(LINUX, entry(1, "other"))).containsEntry(id(1), "other");
  }

  @Test
  void theSpellingIsKeptWhenTheFirstNodeOfAUnionChanges() {
    row(1, NFD);
    Entry one = entry(2, NFC);
    Entry union =
        new Entry(
            id(2),
            List.of(id(2), id(1)),
            NodeKind.FOLDER,
            one.key(),
            one.name(),
            one.version(),
            one.content(),
            0,
            one.attributes(),
            one.placed(),
            List.of(),
            false,
            Optional.empty());
    assertThat(project(LINUX, union)).containsEntry(id(2), NFD);
  }

  @Test
  void ofTwoCasesOneIsMarkedWhereCaseDoesNotMatter() {
    Entry upper = entry(1, "Read.txt");
    Entry lower = entry(2, "read.txt");
    assertThat(project(LINUX, upper, lower))
        .isEqualTo(Map.of(id(1), "Read.txt", id(2), "read.txt"));
    String marked = CaseMark.of(id(2)).add("read.txt", 8, _ -> true);
    assertThat(marked).matches("read~[0-9a-f]{8}\\.txt");
    assertThat(project(MAC, upper, lower)).isEqualTo(Map.of(id(1), "Read.txt", id(2), marked));
    assertThat(names(MAC).vaultName(marked, id(2))).contains("read.txt");
    // Nobody else's: a copy that a user makes keeps the name that it was given.
    assertThat(names(MAC).vaultName(marked, id(1))).contains(marked);
    assertThat(names(MAC).vaultName(marked)).contains(marked);
  }

  @Test
  void theOneThatIsOnTheDiskKeepsItsNameWhateverTheOrder() {
    row(2, "read.txt");
    Map<NodeId, String> names = project(MAC, entry(1, "Read.txt"), entry(2, "read.txt"));
    assertThat(names.get(id(2))).isEqualTo("read.txt");
    assertThat(names.get(id(1))).startsWith("Read~");
  }

  @Test
  void aMarkGoesWhenTheClashIsOver() {
    String marked = CaseMark.of(id(2)).add("read.txt", 8, _ -> true);
    row(1, "Read.txt");
    row(2, marked);
    assertThat(project(MAC, entry(1, "Read.txt"), entry(2, "read.txt")))
        .containsEntry(id(2), marked);
    assertThat(project(MAC, entry(2, "read.txt"))).containsEntry(id(2), "read.txt");
  }

  @Test
  void aMarkedNameFitsTheDisk() {
    String longest = "x".repeat(251) + ".txt";
    Map<NodeId, String> names = project(MAC, entry(1, longest), entry(2, longest.toUpperCase()));
    assertThat(names.get(id(2))).hasSize(255).endsWith(".TXT").startsWith("XXX");
    String wide = "\u00e9".repeat(127);
    names =
        project(
            MAC,
            entry(1, wide),
            entry(2, Normalizer.normalize(wide.toUpperCase(), Normalizer.Form.NFC)));
    assertThat(names.get(id(2)).getBytes(StandardCharsets.UTF_8).length).isBetween(254, 255);
  }

  /// No language's rules: neither the Turkish nor the German ones.
  @ParameterizedTest
  @CsvSource({
    "I, i, true", "\u0130, i, true", "\u00df, SS, false", "\u00df, \u1e9e, true",
    "\u03a3, \u03c2, true", "\u00c9, e\u0301, true", "a, b, false", "\u01c5, \u01c6, true"
  })
  void slots(String a, String b, boolean same) {
    LocalNames mac = names(MAC);
    assertThat(mac.slot(a).equals(mac.slot(b))).isEqualTo(same);
    assertThat(names(LINUX).slot(a)).isNotEqualTo(names(LINUX).slot(b));
  }

  @Test
  void tidelocksOwnFolderIsSkippedAtEveryDepth() {
    row(5, "sub");
    for (Facts facts : List.of(LINUX, MAC, WINDOWS)) {
      LocalNames names = names(facts);
      assertThat(names.skipped(Nodes.ROOT, ".tidelock", NodeKind.FOLDER)).isTrue();
      assertThat(names.skipped(id(5), ".tidelock", NodeKind.FOLDER)).isTrue();
      assertThat(names.skipped(Nodes.ROOT, ".Tidelock", NodeKind.FOLDER))
          .isEqualTo(!facts.caseSensitive());
    }
  }

  @Test
  void whatARuleLeavesOutIsSkipped() {
    row(5, "sub");
    IgnoreRules rules = IgnoreRules.of(List.of("build/", "/sub/secret"));
    LocalNames names = new LocalNames(LINUX, base, rules, base::pathOf);
    assertThat(names.skipped(id(5), "build", NodeKind.FOLDER)).isTrue();
    assertThat(names.skipped(id(5), "build", NodeKind.FILE)).isFalse();
    assertThat(names.skipped(id(5), "secret", NodeKind.FILE)).isTrue();
    assertThat(names.skipped(Nodes.ROOT, "secret", NodeKind.FILE)).isFalse();
    assertThat(names.skipped(id(6), "secret", NodeKind.FILE)).as("nowhere yet").isFalse();
  }

  @Test
  void aTemporaryNameTellsWhose() {
    String name = names(WINDOWS).temporaryName(id(9));
    assertThat(LocalNames.movingId(name)).contains(id(9));
    assertThat(LocalNames.movingId(name + "0")).isEmpty();
    assertThat(LocalNames.movingId(".tidelock-moving-")).isEmpty();
    assertThat(WindowsNames.escape(name)).isEqualTo(name);
  }

  static List<Facts> everyDisk() {
    return List.of(LINUX, MAC, WINDOWS);
  }

  /// Any folder, on any disk: all names differ there, each is one the disk can have, leads back to its name in the vault, and stays when it is
  /// written to the base.
  @ParameterizedTest
  @MethodSource("everyDisk")
  void anyFolder(Facts facts) {
    for (long seed = 1; seed <= 1500; seed++) {
      Random random = new Random(seed);
      Map<String, Entry> entries = new LinkedHashMap<>();
      for (int i = 0; i < 12; i++) {
        String name = randomName(random);
        if (VaultNames.isValid(name)) entries.putIfAbsent(name, entry(seed * 100 + i, name));
      }
      List<Entry> all = new ArrayList<>(entries.values());
      LocalNames names = names(facts);
      Map<NodeId, String> local = names.localNames(Nodes.ROOT, all);
      Set<String> slots = new HashSet<>();
      for (Entry entry : all) {
        String name = local.get(entry.id());
        assertThat(slots.add(names.slot(name))).as("seed %d: %s", seed, local).isTrue();
        assertThat(names.vaultName(name, entry.id())).as("seed %d", seed).contains(entry.name());
        if (facts.names() == NameRules.WINDOWS) assertLegalOnWindows(name);
        row(entry.id().value().low(), name);
      }
      Collections.shuffle(all, random);
      assertThat(names.localNames(Nodes.ROOT, all)).as("seed %d, again", seed).isEqualTo(local);
    }
  }

  private static void assertLegalOnWindows(String name) {
    assertThat(name).doesNotContainPattern("[\\x00-\\x1f<>:\"|?*\\\\/]").doesNotMatch("(?s).*[. ]");
    assertThat(WindowsNames.isReserved(name)).as(name).isFalse();
  }

  private static String randomName(Random random) {
    String letters = "aAbB.:?%2053AEcCoOnN \u00e9\u00c9\u00df\n~";
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(4) + 1; i > 0; i--)
      name.append(letters.charAt(random.nextInt(letters.length())));
    if (random.nextInt(4) == 0) name.insert(0, random.nextBoolean() ? "con" : "%3A");
    return name.toString();
  }
}
