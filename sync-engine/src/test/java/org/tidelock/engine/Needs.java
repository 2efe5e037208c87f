package org.tidelock.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a test needs of the machine it runs on. Where that is absent, the test is reported as not run, with the reason; with
/// `-Dtidelock.require=all` it fails. No other class may skip a test ([NothingIsSkippedTest]).
public final class Needs {
  private Needs() {}

  /// @param missing what is said if it is not there
  public static void that(boolean there, String missing) {
    if (!there && "all".equals(System.getProperty("tidelock.require"))) {
      throw new AssertionError("everything is required (-Dtidelock.require=all), but: " + missing);
    }
    assumeTrue(there, "not run: " + missing);
  }

  public static void posixPermissions(Path at) throws IOException {
    that(
        Files.getFileStore(at).supportsFileAttributeView("posix"), "no POSIX permissions at " + at);
  }

  public static void caseSensitiveNames(Path at) throws IOException {
    Path probe = Files.createTempFile(at, "case", "");
    boolean sensitive =
        Files.notExists(at.resolve(probe.getFileName().toString().replace("case", "CASE")));
    Files.delete(probe);
    that(sensitive, "no names at " + at + " that differ in case only");
  }
}
