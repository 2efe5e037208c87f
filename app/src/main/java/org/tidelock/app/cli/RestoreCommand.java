package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Brings back what a file, or a folder with all in it, was. The present version stays in the history.")
final class RestoreCommand extends VaultCommand {
  @Parameters(paramLabel = "PATH", description = "A file or folder of the vault.")
  String path = "";

  @Option(
      names = "--version",
      paramLabel = "ID",
      description = "This version; tidelock history lists them.")
  Optional<String> version = Optional.empty();

  @Option(names = "--at", paramLabel = "TIME", description = "As it was then.")
  Optional<String> at = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Into this folder instead of its place.")
  Optional<Path> to = Optional.empty();

  RestoreCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (version.isPresent() && at.isPresent()) {
      throw Problems.usage("--version and --at exclude each other.", "Give one of them.");
    }
    At.check(at, context());
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    RestoreRequest request =
        new RestoreRequest(
            VaultPaths.of(path, vault, context()),
            version,
            At.of(at, context()),
            to.map(dir -> context().directory().resolve(dir).normalize()));
    RestoreReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = vault.restore(request);
    }
    document(json(report).put("folders", report.folders()).put("notChosen", report.notChosen()));
    report.paths().forEach(restored -> say("Restored: " + Words.shown(restored)));
    if (report.notChosen() > 0) {
      say(
          "Not to be on this computer, and left as it is: "
              + Words.files(report.notChosen())
              + " (--to restores into another folder)");
    }
    say("Restored in all: " + all(report));
    return 0;
  }

  private static String all(RestoreReport report) {
    String files = Words.filesAndSize(report.files(), report.bytes());
    if (report.folders() == 0) {
      return files;
    }
    String folders = Words.count(report.folders(), "folder", "folders");
    return report.files() == 0 ? folders : files + ", and " + folders;
  }

  static Json json(RestoreReport report) {
    return Json.object()
        .put("files", report.files())
        .put("bytes", report.bytes())
        .strings("paths", report.paths());
  }
}
