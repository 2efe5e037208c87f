package org.tidelock.app.ui.settings;

import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.selection.KeptModel;
import org.tidelock.app.ui.selection.KeptModel.State;
import org.tidelock.app.ui.selection.KeptPanel;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.VaultSelection;

/// Asks what of the vault this computer is to keep, and says first what that takes away and brings.
final class KeptDialog {
  private static final double TREE_HEIGHT = 248;

  private final PageContext context;
  private final Texts texts;
  private final KeptModel model;
  private final BiConsumer<VaultSelection, Runnable> select;
  private final Button go;

  private KeptDialog(PageContext context, BiConsumer<VaultSelection, Runnable> select) {
    this.context = context;
    this.texts = context.texts();
    this.select = select;
    this.model = new KeptModel(context.ui(), context.vault());
    go = Ui.button(texts.get("kept.go"), this::apply);
    go.setId("kept-go");
    model.stateProperty().addListener((_, _, _) -> show());
    show();
  }

  /// @param select applies the choice, and runs something once it has worked
  static void open(PageContext context, BiConsumer<VaultSelection, Runnable> select) {
    var dialog = new KeptDialog(context, select);
    var panel = new KeptPanel(context.ui(), dialog.model, TREE_HEIGHT);
    var cancel = Ui.button(dialog.texts.get("wizard.cancel"), context.layer()::close, "accent");
    cancel.setId("kept-cancel");
    context
        .layer()
        .open(
            new DialogCard(
                    Feather.CHECK_SQUARE,
                    Tone.ACCENT,
                    dialog.texts.get("kept.title"),
                    dialog.texts.get("kept.body"),
                    Ui.grow(panel),
                    cancel,
                    dialog.go)
                .onClosed(dialog.model::stop));
    panel.load();
    panel.focus();
  }

  private void show() {
    boolean ready = model.stateProperty().get() instanceof State.Seen && model.isChanged();
    go.setDisable(!ready);
    go.setText(
        model.stateProperty().get() instanceof State.Seen seen && ready
            ? action(seen.preview())
            : texts.get("kept.go"));
  }

  private String action(SelectionPreview preview) {
    long goes = preview.goes().files();
    long comes = preview.comes().files();
    if (goes > 0 && comes == 0) {
      return texts.get("kept.go.remove", goes);
    }
    return goes == 0 && comes > 0 ? texts.get("kept.go.bring", comes) : texts.get("kept.go");
  }

  private void apply() {
    if (model.stateProperty().get() instanceof State.Seen seen) {
      context.layer().close();
      select.accept(
          seen.selection(),
          () -> context.layer().toast(Feather.CHECK, Tone.SUCCESS, texts.get("kept.done")));
    }
  }
}
