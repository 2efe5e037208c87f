package org.tidelock.app.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.diagnostics.NameInReportException;
import org.tidelock.app.diagnostics.Part;
import org.tidelock.app.diagnostics.Report;
import org.tidelock.app.diagnostics.ReportFile;
import org.tidelock.app.diagnostics.Reports;
import org.tidelock.app.diagnostics.Surroundings;
import org.tidelock.app.program.Logs;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults.ProfileState;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Also of a profile that cannot be opened: then what the system and the log say.
@CommandLine.Command(
    description =
        "Saves what somebody who helps needs to know, without any name of a file, folder, device, server or account. Nothing is sent anywhere; --preview shows all of it.")
final class DiagnosticsCommand extends VaultCommand {
  private static final Logger LOG = LoggerFactory.getLogger(DiagnosticsCommand.class);

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "Where to: a new .zip.")
  Optional<Path> file = Optional.empty();

  @Option(names = "--preview", description = "Print what would be saved, and save nothing.")
  boolean preview;

  @Option(
      names = "--without",
      paramLabel = "PART",
      description =
          "Leave a part out: system, settings, status, index or log. Several times for several.")
  List<String> without = List.of();

  DiagnosticsCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    parts();
    if (preview == file.isPresent())
      throw Problems.usage(
          preview ? "A preview saves nothing." : "No file was named.",
          preview ? "Leave the file out." : "Name a .zip, or use --preview.");
    if (file.isPresent() && !ReportFile.isName(file.get()))
      throw Problems.usage(
          "The report is a .zip, not " + Words.shown(target(file.get()).toString()) + ".",
          "Name it so.");
  }

  private Path target(Path named) {
    return context().directory().resolve(named).normalize();
  }

  private Set<Part> parts() throws TidelockException {
    Set<Part> parts = EnumSet.allOf(Part.class);
    for (String word : without) {
      if (!parts.removeIf(part -> part.word().equals(word)))
        throw Problems.usage(
            "A report has no part " + Words.shown(word) + " to leave out.",
            "The parts are system, settings, status, index and log, each once.");
    }
    if (parts.isEmpty())
      throw Problems.usage("Nothing would be left of the report.", "Keep a part.");
    return parts;
  }

  /// A running Tidelock without an open vault can say no more than this process.
  @Override
  boolean isAnswer(Reply reply) {
    return reply.exit() != ErrorCode.ALREADY_RUNNING.exitCode();
  }

  @Override
  int runHere() throws TidelockException, InterruptedException {
    Vault opened;
    try {
      opened = open(Optional.empty());
    } catch (TidelockException e) {
      LOG.warn("the vault does not open: {}", e.code(), e);
      return report(Optional.empty(), Optional.of(e.code()));
    }
    try (Vault vault = opened) {
      return checkedRun(vault);
    }
  }

  @Override
  int run(Vault vault) throws TidelockException {
    return report(Optional.of(vault), Optional.empty());
  }

  private int report(Optional<Vault> vault, Optional<ErrorCode> closed) throws TidelockException {
    Report report = made(surroundings(vault, closed));
    Optional<Long> bytes = Optional.empty();
    if (file.isPresent()) bytes = Optional.of(saved(report, target(file.get())));
    tell(report, bytes, closed);
    return 0;
  }

  private Surroundings surroundings(Optional<Vault> vault, Optional<ErrorCode> closed) {
    return new Surroundings(
        vault,
        closed,
        context().vaults().get().state(home()) == ProfileState.READY,
        home(),
        Logs.of(home()),
        context().environment(),
        context().clock());
  }

  private Report made(Surroundings from) throws TidelockException {
    try {
      return Reports.of(from, parts());
    } catch (NameInReportException e) {
      throw new TidelockException(
          ErrorCode.UNEXPECTED,
          "The report had a name in it, by a mistake of Tidelock.",
          "It was thrown away.",
          "Try it --without log, or another part; and please say that this happened.",
          null,
          e);
    }
  }

  private static long saved(Report report, Path target) throws TidelockException {
    String shown = Words.shown(target.toString());
    try {
      return ReportFile.save(report, target);
    } catch (FileAlreadyExistsException e) {
      throw Problems.usage("There is already a file " + shown + ".", "Name another one.");
    } catch (IOException e) {
      throw Problems.local(
          "The report cannot be written to " + shown + ".",
          "Nothing was changed.",
          "Name another place.",
          e);
    }
  }

  private void tell(Report report, Optional<Long> bytes, Optional<ErrorCode> closed) {
    document(
        Json.object()
            .put("file", file.map(this::target))
            .put("bytes", bytes)
            .strings("parts", report.parts().stream().map(Part::word).toList())
            .put("closed", closed.map(Enum::name))
            .put("text", report.text()));
    if (preview) print(report.text().stripTrailing());
    file.ifPresent(named -> say("Saved: " + Words.shown(target(named).toString())));
    if (closed.isPresent() && !preview)
      say(
          "The vault is not open ("
              + closed.get()
              + "): the report tells of the system and the log only");
    if (!preview) say("Nothing was sent; tidelock diagnostics --preview shows all that is in it");
  }
}
