package org.tidelock.app.ui.settings;

import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Speed;
import org.tidelock.engine.VaultInfo;

/// Where the vault lies, what that place guarantees, and a way to sign in anew. Nothing is claimed that was not just tried out.
final class StorageTrial {
  private final PageContext context;
  private final Texts texts;
  private final VBox outcome = new VBox(8);
  private final Button test;
  private final Button cancel;
  private TaskRunner.@Nullable Handle running;

  StorageTrial(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.test = Ui.button(texts.get("settings.storage.test"), this::test);
    test.setId("settings-test-storage");
    cancel = Ui.button(texts.get("settings.storage.cancel"), this::cancel);
    cancel.setId("settings-test-cancel");
    Ui.show(cancel, false);
    outcome.setId("settings-storage-outcome");
    Ui.show(outcome, false);
  }

  Card card() {
    var info = context.model().info();
    var buttons = Ui.row(8, test, cancel);
    if (info.storageKind() != VaultInfo.StorageKind.FOLDER) {
      var signIn = Ui.button(texts.get("settings.storage.signIn"), context.actions()::signIn);
      signIn.setId("settings-sign-in");
      buttons.getChildren().addFirst(signIn);
    }
    outcome.setPadding(new Insets(0, 20, 16, 20));
    return new Card(
        new SettingRow(StorageName.of(info), texts.get("settings.storage.body"), buttons).last(),
        outcome);
  }

  private void test() {
    test.setDisable(true);
    test.setText(texts.get("settings.storage.testing"));
    Ui.show(cancel, true);
    cancel.requestFocus();
    running = context.actions().testStorage(this::show, this::failed);
  }

  private void cancel() {
    if (running != null) {
      running.cancel();
    }
    ready();
    Ui.show(outcome, false);
  }

  private void ready() {
    running = null;
    test.setDisable(false);
    if (cancel.isFocused()) {
      test.requestFocus();
    }
    Ui.show(cancel, false);
    test.setText(texts.get("settings.storage.test"));
    outcome.getChildren().clear();
    Ui.show(outcome, true);
  }

  private void show(StorageReport report) {
    ready();
    report
        .refusal()
        .ifPresent(
            refusal ->
                line(Feather.ALERT_OCTAGON, Tone.DANGER, context.problem(refusal).sentence()));
    for (Finding finding : report.findings()) {
      var words = context.formats().say(finding.said());
      switch (finding.verdict()) {
        case GOOD -> line(Feather.CHECK_CIRCLE, Tone.SUCCESS, words);
        case WEAK -> line(Feather.INFO, Tone.NEUTRAL, words);
        case BAD -> line(Feather.ALERT_OCTAGON, Tone.DANGER, words);
      }
    }
    report.speed().ifPresent(speed -> line(Feather.ACTIVITY, Tone.NEUTRAL, words(speed)));
    report
        .room()
        .ifPresent(
            room ->
                line(
                    Feather.HARD_DRIVE,
                    Tone.NEUTRAL,
                    texts.get("settings.storage.room", context.formats().size(room))));
    if (report.isClean()) {
      line(Feather.CHECK_CIRCLE, Tone.SUCCESS, texts.get("settings.storage.clean"));
    } else {
      line(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get("settings.storage.left"));
    }
  }

  private String words(Speed speed) {
    return texts.get(
        "settings.storage.speed",
        speed.answer().toMillis(),
        context.formats().speed((double) speed.sending()),
        context.formats().speed((double) speed.receiving()));
  }

  private void failed(Exception failure) {
    ready();
    line(Feather.ALERT_CIRCLE, Tone.DANGER, context.problem(failure).sentence());
  }

  private void line(Feather icon, Tone tone, String words) {
    outcome
        .getChildren()
        .add(Ui.row(12, Icons.of(icon, 16, tone), Ui.grow(Ui.paragraph(words, "t-small"))));
  }
}
