package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.s3.S3Proxy;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.sftp.OpenSsh;

/// What `storage test` says of each real server of the tests is what docs/providers.md says that it says. After an intended change: `-Dtidelock.acceptance=write`.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
final class MeasuredStoragesTest {
  private static final Path DOCUMENT =
      Path.of("").toAbsolutePath().getParent().resolve("docs/providers.md");
  private static final boolean WRITE = "write".equals(System.getProperty("tidelock.acceptance"));
  private static final String BEGIN = "<!-- measured by MeasuredStoragesTest -->\n";
  private static final String END = "<!-- end of what was measured -->\n";

  /// What chance or the speed of the machine decides: not bad, each time; the document has what was seen.
  private static final Set<Aspect> VARIES = EnumSet.of(Aspect.SAME_MOMENT, Aspect.SIZE);

  private static final int TIMES = WRITE ? 5 : 1;

  @TempDir Path dir;
  private final Map<Promise, Set<String>> found = new EnumMap<>(Promise.class);
  private final Map<Promise, Finding> sentences = new EnumMap<>(Promise.class);

  @FunctionalInterface
  private interface Storage {
    /// Tries it out so many times.
    void measure() throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> eachIsWhatTheDocumentSays() {
    Map<String, Storage> storages = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    storages.put("a folder", () -> note("a folder", dir.resolve("place").toUri().toString(), NONE));
    storages.put("Apache", () -> dav("Apache", DavServers.APACHE));
    storages.put("nginx", () -> dav("nginx", DavServers.NGINX));
    storages.put("lighttpd", () -> dav("lighttpd", DavServers.LIGHTTPD));
    storages.put("rclone", () -> dav("rclone", DavServers.RCLONE));
    storages.put("sabre/dav", () -> dav("sabre/dav", DavServers.SABRE));
    storages.put("OpenSSH", this::ssh);
    storages.put("S3Proxy", this::s3);
    storages.put("OneDrive (fake)", this::oneDrive);
    return storages.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), e.getValue()::measure));
  }

  private static final StorageAccess NONE = StorageAccess.NONE;

  private void dav(String name, DavServers kind) throws Exception {
    try (LocalServer server = kind.start()) {
      StorageAccess access = kind.asks() ? NONE.withSecret(DavServers.PASSWORD) : NONE;
      note(name, kind.url(server, "place"), access);
    }
  }

  private void ssh() throws Exception {
    try (OpenSsh server = OpenSsh.start(Files.createDirectory(dir.resolve("ssh")))) {
      note("OpenSSH", server.url(dir.resolve("over-ssh"), "user"), NONE);
    }
  }

  private void s3() throws Exception {
    try (S3Proxy server = S3Proxy.start(Files.createDirectory(dir.resolve("s3")))) {
      server.makeBucket("tidelock");
      StorageAccess access = NONE.withUser(S3Proxy.KEY).withSecret(S3Proxy.SECRET);
      note("S3Proxy", server.url("tidelock/place"), access);
    }
  }

  private void oneDrive() throws Exception {
    try (FakeGraph graph = FakeGraph.start()) {
      String token = graph.signedIn("Files.ReadWrite.AppFolder offline_access");
      note("OneDrive (fake)", graph.storage("place"), NONE.withSecret(token));
    }
  }

  private void note(String name, String url, StorageAccess access) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      StorageReport report = TestDevice.vaults().with(access).test(url);
      assertThat(report.isUsable()).as(name).isTrue();
      assertThat(report.isClean()).as(name).isTrue();
      for (Finding finding : report.findings()) {
        Promise promise = (Promise) finding.said().phrase();
        if (promise == Promise.TAKES_SOME) continue; // that is said of a busy machine
        sentences.put(promise, finding);
        found.computeIfAbsent(promise, _ -> new LinkedHashSet<>()).add(name);
        if (!WRITE && !VARIES.contains(finding.aspect()))
          assertThat(documented().lines())
              .as("docs/providers.md of %s", name)
              .anyMatch(line -> line.startsWith(row(finding)) && isOf(line, name));
      }
    }
  }

  private static boolean isOf(String line, String name) {
    String[] cells = line.split(" \\| ", -1);
    return Set.of(cells[cells.length - 1].replace(" |", "").split(", ")).contains(name);
  }

  /// All but who it is said of.
  private static String row(Finding finding) {
    String verdict = finding.verdict() == Verdict.GOOD ? "good" : "**weak**";
    String aspect = finding.aspect().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "| " + aspect + " | " + verdict + " | " + finding.said().english() + " | ";
  }

  private static String documented() throws IOException {
    String all = Files.readString(DOCUMENT);
    return all.substring(all.indexOf(BEGIN) + BEGIN.length(), all.indexOf(END));
  }

  @AfterAll
  void write() throws IOException {
    if (!WRITE) return;
    String all = Files.readString(DOCUMENT);
    String rows =
        found.entrySet().stream()
            .map(e -> row(sentences.get(e.getKey())) + String.join(", ", e.getValue()) + " |\n")
            .collect(Collectors.joining());
    Files.writeString(
        DOCUMENT,
        all.substring(0, all.indexOf(BEGIN) + BEGIN.length())
            + "| what | | what `storage test` says | of |\n|---|---|---|---|\n"
            + rows
            + all.substring(all.indexOf(END)));
  }
}
