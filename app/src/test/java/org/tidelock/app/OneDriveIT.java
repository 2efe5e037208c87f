package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Launcher.Result;
import org.tidelock.engine.storage.fakegraph.Browser;
import org.tidelock.engine.storage.fakegraph.FakeGraph;

/// A person with an account signs in at terminals, and two devices keep a folder in it: through the launcher, with a fake of OneDrive whose page the test visits.
final class OneDriveIT {
  private static final Pattern PAGE = Pattern.compile("browser of this computer: (\\S+)");
  private static final Pattern CODE = Pattern.compile("type this code there: (\\S+)");

  @TempDir Path temp;
  private FakeGraph graph;
  private Device a;
  private Device b;

  @BeforeEach
  void prepare() throws Exception {
    Launcher.require();
    graph = FakeGraph.start();
    a = new Device(temp, "a");
    b = new Device(temp, "b");
    for (Device each : List.of(a, b)) {
      each.environment.put("SSH_CONNECTION", "no browser of the machine's own");
    }
  }

  @AfterEach
  void stop() {
    graph.close();
    assertThat(graph.complaints()).isEmpty();
  }

  private String url() {
    return graph.storage("Vault");
  }

  private interface Person {
    void does(String told) throws Exception;
  }

  /// Runs a command, and plays the person once she was told what to do.
  private Result signingIn(Device device, Pattern told, Person person, String... words)
      throws Exception {
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    List<String> command = device.command(words);
    Process process = Launcher.start(temp, device.environment, command, out, err);
    try {
      Matcher found = told.matcher("");
      while (process.isAlive() && !found.find()) {
        process.waitFor(50, TimeUnit.MILLISECONDS);
        found.reset(Files.exists(err) ? Files.readString(err) : "");
      }
      found.reset(Files.readString(err));
      assertThat(found.find()).as(Files.readString(err)).isTrue();
      person.does(found.group(1));
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> line(String... words) {
    return new ArrayList<>(List.of(words));
  }

  private void visits(String page) throws Exception {
    try (Browser browser = new Browser()) {
      assertThat(browser.visit(URI.create(page))).contains("close this page");
    }
  }

  private Result setUp(Device device, Pattern told, Person person, String... words)
      throws Exception {
    List<String> all = line(words);
    all.addAll(List.of("--storage=" + url(), "--folder=" + device.folder, "--keep-unlocked=file"));
    return signingIn(device, told, person, all.toArray(String[]::new));
  }

  @Test
  void twoDevicesAndASignInThatEnds() throws Exception {
    a.write("Documents/plan.txt", "first version");
    Result created = setUp(a, PAGE, this::visits, "create", "--sign-in=browser");
    assertThat(created.code()).as(created.toString()).isZero();
    a.sync();
    graph.deviceCodesMayBeAskedEvery(java.time.Duration.ofSeconds(1));
    Result joined =
        setUp(b, CODE, code -> graph.typeCode(code, true), "join", "--yes", "--sign-in=code");
    assertThat(joined.code()).as(joined.toString()).isZero();
    b.sync();
    assertThat(a.tree()).isEqualTo(b.tree()).isNotEmpty();

    graph.revokeAll();
    a.write("later", "y");
    Result refused = a.run("sync");
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.err() + refused.out()).contains("tidelock storage sign-in");
    Result again = signingIn(a, PAGE, this::visits, "storage", "sign-in", "--sign-in=browser");
    assertThat(again.code()).as(again.toString()).isZero();
    a.sync();
    assertThat(graph.appFiles()).isNotEmpty();
    for (Result each : List.of(created, joined, again)) {
      assertThat(each.out() + each.err()).doesNotContain("M.C5-R-");
    }
  }
}
