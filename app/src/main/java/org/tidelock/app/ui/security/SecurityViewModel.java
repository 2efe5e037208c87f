package org.tidelock.app.ui.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.CheckModel;
import org.tidelock.app.ui.CheckModel.Earlier;
import org.tidelock.app.ui.CheckModel.Outcome;
import org.tidelock.app.ui.CheckModel.Work;
import org.tidelock.app.ui.FindingWords;
import org.tidelock.app.ui.FindingWords.Line;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.undo.UndoQuestion;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;

/// What is known of the vault's safety, in words. Nothing is claimed that was not checked, and nothing without saying when. A model without nodes, for the JavaFX thread.
final class SecurityViewModel {
  /// How the vault stands by the newest check.
  ///
  /// @param lines what was found and done
  /// @param mendable whether something is wrong that a repair may mend, and how thorough the check was
  /// @param lost whether a repair has left files that only another device may have
  record Standing(
      Tone tone,
      String title,
      String sentence,
      List<Line> lines,
      Optional<Boolean> mendable,
      boolean lost) {
    Standing(
        Tone tone, String title, String sentence, List<Line> lines, Optional<Boolean> mendable) {
      this(tone, title, sentence, lines, mendable, false);
    }
  }

  /// How far a check is.
  ///
  /// @param part from 0 to 1
  record Going(double part, String words) {}

  /// What two devices that have seen the same show alike; how many keys there were; how many devices are in the vault; when the kit was last seen to open it.
  record Facts(String fingerprint, int keys, long devices, Optional<Instant> kitTested) {}

  private final PageContext context;
  private final Texts texts;
  private final Formats formats;
  private final CheckModel checks;
  private final FindingWords findings;

  /// What was left by the repair after which files were given up.
  private Outcome givenUp = new Outcome.None();

  private final ReadOnlyObjectWrapper<Optional<Facts>> facts =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  SecurityViewModel(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.formats = context.formats();
    this.checks = context.actions().checks();
    this.findings = new FindingWords(texts, this::otherHistory);
  }

  private String otherHistory(Finding finding) {
    return finding.code() == ErrorCode.ROLLBACK
        ? texts.get("check.found.older", finding.object())
        : texts.get("check.found.other", finding.object());
  }

  CheckModel checks() {
    return checks;
  }

  ReadOnlyObjectProperty<Optional<Facts>> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  /// Why the facts are not known.
  ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  void refresh() {
    checks.refresh();
    var vault = context.vault();
    context
        .ui()
        .tasks()
        .<Facts>run(
            () ->
                new Facts(
                    vault.fingerprint(),
                    vault.epochs(),
                    vault.devices().stream().filter(SecurityViewModel::isMember).count(),
                    vault.drilled(DrillReport.Secret.RECOVERY_KIT)),
            found -> {
              problem.set(Optional.empty());
              facts.set(Optional.of(found));
            },
            failure -> problem.set(Optional.of(context.problem(failure))));
  }

  private static boolean isMember(DeviceInfo device) {
    return !device.removed();
  }

  boolean kitConfirmed() {
    return context.model().kitConfirmed();
  }

  Optional<Instant> kitTested() {
    return facts.get().flatMap(Facts::kitTested);
  }

  /// Asks whether the files are to be given up that a repair has left.
  ///
  /// @param agreed is told that they are
  void giveUp(Runnable agreed) {
    var outcome = checks.outcomeProperty().get();
    UndoQuestion.lost(
        context,
        () -> {
          givenUp = outcome;
          agreed.run();
        });
  }

  /// What is under way, if anything.
  Optional<Going> going() {
    return checks.workProperty().get() instanceof Work.Running running
        ? Optional.of(going(running))
        : Optional.empty();
  }

  private Going going(Work.Running running) {
    if (running.progress().isEmpty()) {
      return new Going(0, texts.get("check.asking"));
    }
    Progress now = running.progress().get();
    var words =
        texts.get(
            "check.going",
            now.files(),
            now.totalFiles(),
            formats.size(now.bytes()),
            formats.size(now.totalBytes()));
    var left = now.remaining().map(time -> " · " + texts.get("copy.left", formats.duration(time)));
    return new Going(part(now), words + left.orElse(""));
  }

  /// Of the bytes, as long as there are any.
  private static double part(Progress now) {
    return now.totalBytes() > 0
        ? (double) now.bytes() / now.totalBytes()
        : (double) now.files() / Math.max(1, now.totalFiles());
  }

  Standing standing() {
    if (checks.workProperty().get() instanceof Work.Running running) {
      return said(
          Tone.ACCENT,
          texts.get(running.repairs() ? "check.mending" : "check.checking"),
          texts.get("check.keepWorking"));
    }
    return switch (checks.outcomeProperty().get()) {
      case Outcome.None() -> earlier();
      case Outcome.Checked(var report, var at) ->
          checked(report, formats.moment(at), new ArrayList<>());
      case Outcome.Repaired(var report, var at) -> repaired(report, formats.moment(at));
      case Outcome.Stopped() ->
          said(Tone.NEUTRAL, texts.get("check.stopped"), texts.get("check.stopped.body"));
      case Outcome.Failed(var what) -> said(Tone.WARNING, what.title(), what.body());
    };
  }

  private static Standing said(Tone tone, String title, String sentence) {
    return new Standing(tone, title, sentence, List.of(), Optional.empty());
  }

  private Standing earlier() {
    Optional<Earlier> last = checks.earlierProperty().get();
    if (last.isEmpty()) {
      return said(Tone.NEUTRAL, texts.get("check.none"), texts.get("check.none.body"));
    }
    var when = formats.moment(last.get().at());
    long wrong = last.get().wrong();
    return wrong == 0
        ? said(Tone.SUCCESS, texts.get("check.earlier"), texts.get("check.earlier.body", when))
        : said(
            Tone.DANGER, texts.get("check.wrong", wrong), texts.get("check.earlier.wrong", when));
  }

  private Standing checked(VerifyReport report, String when, List<Line> lines) {
    lines.addAll(findings.of(report.findings()));
    var size = formats.size(report.bytes());
    if (report.findings().isEmpty()) {
      return new Standing(
          Tone.SUCCESS,
          texts.get(report.deep() ? "check.intact" : "check.there", report.objects()),
          report.deep()
              ? texts.get("check.intact.body", when, size)
              : texts.get("check.there.body", when, size),
          lines,
          Optional.empty());
    }
    return new Standing(
        Tone.DANGER,
        texts.get("check.wrong", report.findings().size()),
        texts.get("check.wrong.body", when, report.objects()),
        lines,
        Optional.of(report.deep()));
  }

  private Standing repaired(RepairReport report, String when) {
    var lines = new ArrayList<Line>();
    lines.add(
        new Line(
            Feather.TOOL,
            Tone.NEUTRAL,
            texts.get("check.mended", report.objects(), report.files())));
    if (!report.lost().isEmpty()) {
      lines.add(Line.bad(texts.get("check.lost", String.join(", ", report.lost()))));
    } else if (!report.left().findings().isEmpty()) {
      lines.add(Line.bad(texts.get("check.left")));
    }
    var left = checked(report.left(), when, lines);
    // What is left was just tried.
    return new Standing(
        left.tone(),
        left.title(),
        left.sentence(),
        left.lines(),
        Optional.empty(),
        !report.lost().isEmpty() && !checks.outcomeProperty().get().equals(givenUp));
  }
}
