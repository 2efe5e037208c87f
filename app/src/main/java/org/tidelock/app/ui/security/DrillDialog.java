package org.tidelock.app.ui.security;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WorkBar;
import org.tidelock.app.ui.security.DrillModel.State;
import org.tidelock.engine.Progress;

/// Asks for the words of the kit, or the passphrase, and shows how far the drill with it is. What it has shown is in a [DrillResult].
final class DrillDialog {
  private final PageContext context;
  private final Texts texts;
  private final DrillModel model;
  private final Runnable tried;
  private final UnlockFields fields;
  private final VBox secret;
  private final WorkBar progress;
  private final Banner problem = new Banner();
  private final Button stay;
  private final Button go;
  private boolean isGone;

  /// @param tried called when something was shown
  DrillDialog(PageContext context, Runnable tried) {
    this.context = context;
    this.texts = context.texts();
    this.tried = tried;
    model = new DrillModel(context);
    fields = new UnlockFields(texts, model.owner().input(), "drill");
    var file = Ui.button(texts.get("drill.file"), this::read, "link", "bare", "small");
    file.setId("drill-file");
    file.visibleProperty().bind(model.owner().input().byKitProperty());
    file.managedProperty().bind(file.visibleProperty());
    secret = new VBox(4, fields, Ui.row(16, file, choice()));
    stay = Ui.button(texts.get("drill.close"), this::stay);
    stay.setId("drill-stay");
    go = Ui.button(texts.get("drill.go"), model::run, "accent");
    go.setId("drill-go");
    go.disableProperty().bind(model.ready().not());
    var stop = Ui.button(texts.get("drill.stop"), model::stop);
    stop.setId("drill-stop");
    progress = new WorkBar(stop);
    progress.setPadding(javafx.geometry.Insets.EMPTY);
    model.stateProperty().addListener((_, before, now) -> changed(before, now));
  }

  private Button choice() {
    var byKit = model.owner().input().byKitProperty();
    var choice = Ui.button("", () -> byKit.set(!byKit.get()), "link", "bare", "small");
    choice.setId("drill-choice");
    choice.textProperty().bind(byKit.map(kit -> texts.get(kit ? "drill.passphrase" : "drill.kit")));
    byKit.addListener(
        (_, _, _) -> {
          fields.hide();
          fields.focus();
        });
    return choice;
  }

  void open() {
    show(model.stateProperty().get());
    context
        .layer()
        .open(
            new DialogCard(
                    Feather.LIFE_BUOY,
                    Tone.ACCENT,
                    texts.get("drill.title"),
                    texts.get("drill.body"),
                    Ui.column(16, secret, progress, problem),
                    stay,
                    go)
                .onClosed(this::closed));
    fields.focus();
  }

  private void read() {
    context.ui().files().openFile(texts.get("drill.file")).ifPresent(model::read);
  }

  private void show(State now) {
    boolean works = now instanceof State.Working;
    secret.setDisable(works);
    Ui.show(progress, works);
    if (now instanceof State.Working(var far)) {
      progress.show(part(far), words(far));
    }
  }

  private static double part(Optional<Progress> far) {
    return far.filter(p -> p.totalBytes() > 0)
        .map(p -> (double) p.bytes() / p.totalBytes())
        .orElse(0.0);
  }

  private String words(Optional<Progress> far) {
    return far.filter(p -> p.phase() == Progress.Phase.VERIFYING)
        .map(p -> texts.get("drill.reading", p.files(), p.totalFiles()))
        .orElseGet(() -> texts.get("drill.opening"));
  }

  private void changed(State before, State now) {
    if (isGone) {
      return; // the vault may be locked by now
    }
    show(now);
    problem.hide();
    switch (now) {
      case State.Asking() -> fields.focus();
      case State.Working _ -> {
        if (!(before instanceof State.Working)) stay.requestFocus();
      }
      case State.Stopped() -> problem.show(Tone.NEUTRAL, texts.get("drill.stopped"), "");
      case State.Failed(var what) -> problem.show(Tone.DANGER, what.title(), what.body());
      case State.Done(var report) -> {
        tried.run();
        context.layer().close();
        new DrillResult(context, report).open();
      }
    }
  }

  private void stay() {
    context.layer().close();
  }

  private void closed() {
    isGone = true;
    model.close();
  }
}
