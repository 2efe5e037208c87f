package org.tidelock.app.ui.settings;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.MirrorModel;
import org.tidelock.app.ui.MirrorModel.Kind;
import org.tidelock.app.ui.MirrorModel.Outcome;
import org.tidelock.app.ui.MirrorModel.Work;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WorkBar;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.Progress;

/// The second copy: a way to one, or where it is, how it stands, and what can be done with it.
final class SecondCopy {
  private final Texts texts;
  private final Formats formats;
  private final MirrorModel model;
  private final Card card = new Card();
  private final SettingRow none;
  private final SettingRow place;
  private final Button update;
  private final VBox more;
  private final Button cancel;
  private final WorkBar progress;
  private final VBox outcome = new VBox(8);
  private final CopyQuestions questions;
  private final PageContext context;
  private final SettingRow onServer;

  SecondCopy(PageContext context) {
    this.context = context;
    this.questions = new CopyQuestions(context);
    this.texts = context.texts();
    this.formats = context.formats();
    this.model = context.actions().mirror();
    var add = Ui.button(texts.get("copy.add"), context.actions()::addSecondCopy);
    add.setId("copy-add");
    none = new SettingRow(texts.get("copy.none"), texts.get("copy.none.body"), add).last();
    update = Ui.button(texts.get("copy.update"), model::update);
    update.setId("copy-update");
    cancel = Ui.button(texts.get("settings.storage.cancel"), model::cancel, "small");
    cancel.setId("copy-cancel");
    place = new SettingRow("", "", update).last();
    progress = new WorkBar(cancel);
    outcome.setId("copy-outcome");
    outcome.setPadding(new Insets(0, 20, 16, 20));
    var signIn = button("copy.signIn.go", "copy-sign-in", () -> asked(this::signIn));
    onServer = new SettingRow(texts.get("copy.signIn"), texts.get("copy.signIn.body"), signIn);
    more = more();
    card.getChildren().addAll(none, place, progress, outcome, more);
    model.mirrorProperty().addListener((_, _, _) -> show());
    model.workProperty().addListener((_, _, _) -> show());
    model.outcomeProperty().addListener((_, _, now) -> tell(now));
    context.model().statusProperty().addListener((_, _, _) -> followed());
    show();
    tell(model.outcomeProperty().get());
  }

  private VBox more() {
    var check = button("copy.check.go", "copy-check", model::check);
    var use = button("copy.use.go", "copy-use", () -> asked(questions::askToUse));
    var end = button("copy.end.go", "copy-end", () -> asked(questions::askToEnd));
    return new VBox(
        Ui.separator(),
        onServer,
        new SettingRow(texts.get("copy.check"), texts.get("copy.check.body"), check),
        new SettingRow(texts.get("copy.use"), texts.get("copy.use.body"), use),
        new SettingRow(texts.get("copy.end"), texts.get("copy.end.body"), end).last());
  }

  private void signIn(Mirror mirror) {
    context.actions().signInToCopy(mirror.storage());
  }

  /// A folder lets everybody in who sees it.
  private static boolean isFolder(Mirror mirror) {
    return mirror.storage().startsWith("file:");
  }

  private Button button(String key, String id, Runnable action) {
    var button = Ui.button(texts.get(key), action);
    button.setId(id);
    button.disableProperty().bind(model.workProperty().map(work -> !(work instanceof Work.None)));
    return button;
  }

  private void asked(Consumer<? super Mirror> question) {
    model.mirrorProperty().get().ifPresent(question);
  }

  Card card() {
    return card;
  }

  void refresh() {
    model.refresh();
  }

  /// What was just stored waits to be copied, or was.
  private void followed() {
    if (card.getScene() != null && card.isVisible() && !model.isBusy()) {
      model.refresh();
    }
  }

  private void show() {
    var now = model.mirrorProperty().get();
    Ui.show(none, now.isEmpty());
    Ui.show(place, now.isPresent());
    Ui.show(more, now.isPresent());
    now.ifPresent(
        mirror -> {
          place.name(StorageName.of(mirror.storage()));
          place.say(state(mirror));
          Ui.show(onServer, !isFolder(mirror));
        });
    boolean wasIn = cancel.isFocused();
    boolean isBusy = model.isBusy();
    update.setDisable(isBusy);
    Ui.show(progress, isBusy && now.isPresent());
    if (model.workProperty().get() instanceof Work.Running running) {
      show(running);
    } else if (wasIn) {
      update.requestFocus();
    }
  }

  private String state(Mirror mirror) {
    if (mirror.complete().isEmpty()) {
      return texts.get("copy.incomplete");
    }
    var last = formats.ago(mirror.complete().get());
    var waiting = mirror.waiting().orElse(Mirror.Waiting.NOTHING);
    if (waiting.objects() > 0) {
      return texts.get("copy.waiting", waiting.objects(), formats.size(waiting.bytes()), last);
    }
    return mirror
        .behind()
        .map(since -> texts.get("copy.behind", formats.version(since)))
        .orElseGet(() -> texts.get("copy.complete", last));
  }

  private void show(Work.Running running) {
    if (running.progress().isEmpty()) {
      progress.show(0, texts.get("copy.asking"));
      return;
    }
    Progress now = running.progress().get();
    boolean reads = now.phase() == Progress.Phase.VERIFYING;
    var words =
        say(
            reads ? "copy.checking" : "copy.copying",
            now.files(),
            now.totalFiles(),
            formats.size(now.bytes()),
            formats.size(now.totalBytes()));
    progress.show(part(now), words + now.remaining().map(this::left).orElse(""));
  }

  private String say(String key, Object... arguments) {
    return texts.get(key, arguments);
  }

  private String left(Duration time) {
    return " · " + texts.get("copy.left", formats.duration(time));
  }

  /// Of the bytes, as long as there are any.
  private static double part(Progress now) {
    return now.totalBytes() > 0
        ? (double) now.bytes() / now.totalBytes()
        : (double) now.files() / Math.max(1, now.totalFiles());
  }

  private void tell(Outcome now) {
    outcome.getChildren().clear();
    var findings = new CopyFindings(texts, formats);
    switch (now) {
      case Outcome.None() -> {}
      case Outcome.Updated(var report) ->
          findings.of(report).forEach(line -> line(line.icon(), line.tone(), line.words()));
      case Outcome.Checked(var report) -> {
        findings.of(report).forEach(line -> line(line.icon(), line.tone(), line.words()));
        if (CopyFindings.isDamaged(report)) {
          outcome.getChildren().add(mend());
        }
      }
      case Outcome.Mended(var report) ->
          findings.of(report).forEach(line -> line(line.icon(), line.tone(), line.words()));
      case Outcome.Moved moved -> questions.tell(moved);
      case Outcome.WouldLose(var problem) -> questions.askToLose(problem);
      case Outcome.Ended(var storage) ->
          line(Feather.INFO, Tone.NEUTRAL, texts.get("copy.ended", StorageName.of(storage)));
      case Outcome.Stopped(var kind) when kind == Kind.MOVING ->
          line(Feather.INFO, Tone.NEUTRAL, texts.get("copy.stopped.move"));
      case Outcome.Stopped _ -> line(Feather.INFO, Tone.NEUTRAL, texts.get("copy.stopped"));
      case Outcome.Failed(var problem) ->
          line(Feather.ALERT_CIRCLE, Tone.DANGER, problem.sentence());
    }
    Ui.show(outcome, !outcome.getChildren().isEmpty());
  }

  private Node mend() {
    var mend = button("copy.mend.go", "copy-mend", model::mend);
    return Ui.row(12, mend, Ui.grow(Ui.paragraph(texts.get("copy.mend.body"), "t-small")));
  }

  private void line(Feather icon, Tone tone, String words) {
    outcome
        .getChildren()
        .add(Ui.row(12, Icons.of(icon, 16, tone), Ui.grow(Ui.paragraph(words, "t-small"))));
  }
}
