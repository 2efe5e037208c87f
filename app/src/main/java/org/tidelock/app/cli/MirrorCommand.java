package org.tidelock.app.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Keeps a second, independent copy of the vault's sealed objects on another storage. Without an option, brings it up to date and says how it stands.")
final class MirrorCommand extends VaultCommand {
  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "Keep a second copy there from now on, and copy now: file:///dir, webdav+https://user@host/path, sftp://user@host/path, s3://bucket/prefix or onedrive:/Folder.")
  Optional<String> to = Optional.empty();

  @Option(names = "--verify", description = "Then read all of the copy, and check every byte.")
  boolean verify;

  @Option(
      names = "--repair",
      description =
          "With --verify: write anew what is damaged there, as far as it can be had elsewhere.")
  boolean repair;

  @Option(
      names = "--use",
      description =
          "Make the copy the vault's own storage, for this device. Each device moves by itself.")
  boolean use;

  @Option(
      names = "--losing",
      description =
          "With --use: also if parts of earlier versions are lost then, as the storage until now is gone.")
  boolean losing;

  @Option(names = "--stop", description = "Keep no second copy any more. What lies there stays.")
  boolean stop;

  @Mixin final StorageOptions server = new StorageOptions();

  /// What is known of the copy, in case it cannot be brought up to date.
  private volatile Optional<Mirror> known = Optional.empty();

  MirrorCommand(Context context) {
    super(context);
  }

  /// Nobody can be asked through another process.
  @Override
  boolean canBeHandedOver() {
    return to.isEmpty() && !use;
  }

  @Override
  void check() throws TidelockException {
    if (Stream.of(to.isPresent(), verify, use, stop).filter(given -> given).count() > 1) {
      throw Problems.usage(
          "--to, --verify, --use and --stop exclude each other.", "See tidelock help mirror.");
    }
    if (repair && !verify) {
      throw Problems.usage("--repair goes with --verify.", "See tidelock help mirror.");
    }
    if (losing && !use) {
      throw Problems.usage("--losing goes with --use.", "See tidelock help mirror.");
    }
    if (to.isEmpty() && server.isGiven()) {
      throw Problems.usage(
          "The profile knows how the second copy is reached.",
          "Leave out what is for reaching it, or give it anew with tidelock mirror --to URL.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (stop) {
      return stop(vault);
    }
    Optional<StorageAccess> access =
        to.isPresent()
            ? Optional.of(server.ofMirror(to.get(), context().vaults().get(), context()))
            : Optional.empty();
    known = vault.mirror();
    if (verify) {
      return repair ? repair(vault) : verify(vault);
    }
    if (use) {
      return use(vault);
    }
    MirrorReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report =
          access.isPresent()
              ? vault.beginMirror(to.orElseThrow(), access.get(), progress)
              : vault.updateMirror(progress);
    }
    return tell(report);
  }

  private int stop(Vault vault) throws TidelockException, InterruptedException {
    Optional<Mirror> ended = vault.mirror();
    vault.endMirror();
    String storage = ended.map(Mirror::storage).orElse("");
    document(Json.object().put("storage", storage).put("stopped", true));
    say("No second copy is kept any more. What lies there stays: " + Words.shown(storage));
    return 0;
  }

  private int verify(Vault vault) throws TidelockException, InterruptedException {
    VerifyReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.verifyMirror(progress);
    }
    document(with(vault.mirror(), Findings.json(report)));
    vault.mirror().ifPresent(mirror -> print("Second copy: " + Words.shown(mirror.storage())));
    return Findings.tell(report, this);
  }

  private int repair(Vault vault) throws TidelockException, InterruptedException {
    RepairReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.repairMirror(progress);
    }
    document(with(vault.mirror(), Findings.json(report.left()).put("repaired", report.objects())));
    vault.mirror().ifPresent(mirror -> print("Second copy: " + Words.shown(mirror.storage())));
    say("Written anew: " + Words.count(report.objects(), "object", "objects"));
    return Findings.tell(report.left(), this);
  }

  private int use(Vault vault) throws TidelockException, InterruptedException {
    MirrorMove move;
    try (ProgressLine progress = ProgressLine.of(this)) {
      move = vault.useMirror(losing, progress);
    }
    document(
        Json.object()
            .put("storage", move.storage())
            .put("alone", move.alone())
            .put("lost", move.lost()));
    print("The vault's storage is now " + Words.shown(move.storage()));
    if (move.alone()) {
      print(
          "The storage until now could not be used: what other devices had sent there, and this one had not received, comes when they move, too.");
    }
    if (move.lost() > 0) {
      print(
          Words.count(move.lost(), "object", "objects")
              + " with parts of earlier versions of files could not be had; present files were sent again.");
    }
    say("Other devices go on with the storage until now, until each of them is moved as well.");
    say("The recovery kit names the storage until now: note the new address on it.");
    return 0;
  }

  private int tell(MirrorReport report) {
    document(
        json(report.mirror())
            .put("objects", report.objects())
            .put("bytes", report.bytes())
            .put(
                "copied",
                Json.object().put("objects", report.copied()).put("bytes", report.copiedBytes()))
            .put("missing", report.missing())
            .list("findings", report.findings(), Findings::json));
    Findings.tell(report.findings(), this);
    print("Second copy: " + Words.shown(report.mirror().storage()));
    say("Copied: " + counted(report.copied(), report.copiedBytes()));
    print(
        report.isComplete()
            ? "It has everything: " + counted(report.objects(), report.bytes())
            : "It lacks "
                + Words.count(report.missing(), "object", "objects")
                + " of "
                + counted(report.objects(), report.bytes())
                + complete(report.mirror()));
    return Findings.exitCode(report.findings());
  }

  private static String counted(long objects, long bytes) {
    return Words.count(objects, "object", "objects") + ", " + Words.size(bytes);
  }

  private String complete(Mirror mirror) {
    return mirror
        .complete()
        .map(time -> "; it had everything on " + Words.time(time, context().clock().getZone()))
        .orElse("");
  }

  private static Json with(Optional<Mirror> mirror, Json more) {
    return mirror.map(m -> json(m).with(more)).orElse(more);
  }

  private static Json json(Mirror mirror) {
    return Json.object()
        .put("storage", mirror.storage())
        .put("since", mirror.since())
        .put("complete", mirror.complete())
        .put("behind", mirror.behind());
  }

  /// How it stood before.
  @Override
  Json failed(TidelockException problem) {
    return with(known, super.failed(problem));
  }
}
