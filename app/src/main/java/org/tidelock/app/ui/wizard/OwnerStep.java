package org.tidelock.app.ui.wizard;

import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.OwnerInput;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Note;

/// The passphrase until now, or the kit. Continue changes the passphrase.
final class OwnerStep implements WizardStep {
  private final OwnerInput owner;
  private final Consumer<Runnable> change;
  private final UnlockFields fields;
  private final VBox view;

  OwnerStep(UiContext ui, OwnerInput owner, Consumer<Runnable> change) {
    this.owner = owner;
    this.change = change;
    fields = UnlockFields.untilNow(ui.texts(), owner.input(), "owner");
    view =
        new VBox(
            24,
            new VBox(8, fields, fields.choice()),
            new Note(Feather.MONITOR, ui.texts().get("newPassphrase.note")));
  }

  @Override
  public Words words() {
    return new Words(
        "step.owner",
        "step.owner.hint",
        "newPassphrase.title",
        "newPassphrase.sentence",
        "newPassphrase.change");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public ObservableBooleanValue ready() {
    return owner.ready();
  }

  @Override
  public void proceed(Runnable next) {
    change.accept(next);
  }

  @Override
  public void shown() {
    fields.focus();
  }

  @Override
  public void hidden() {
    fields.hide();
  }

  @Override
  public boolean dirty() {
    return owner.input().filled().get();
  }
}
