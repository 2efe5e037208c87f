package org.tidelock.app.ui.wizard;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.selection.KeptModel;
import org.tidelock.app.ui.selection.KeptModel.State;
import org.tidelock.app.ui.selection.KeptPanel;

/// What of the vault comes to this computer. It is one of the devices by now, as before nobody knows what there is, and nothing was brought yet.
final class BringStep implements WizardStep {
  private static final double TREE_HEIGHT = 252;

  private final UiContext ui;
  private final JoinModel join;
  private final ToggleGroup group = new ToggleGroup();
  private final ToggleButton everything;
  private final ToggleButton some;
  private final VBox view = new VBox(16);
  private final ObjectProperty<@Nullable State> state = new SimpleObjectProperty<>();
  private final BooleanBinding ready;
  private @Nullable KeptModel model;
  private @Nullable KeptPanel panel;

  BringStep(UiContext ui, JoinModel join) {
    this.ui = ui;
    this.join = join;
    everything = choice("bring-everything", Feather.DOWNLOAD_CLOUD, "bring.all", "bring.all.body");
    some = choice("bring-some", Feather.CHECK_SQUARE, "bring.some", "bring.some.body");
    everything.setSelected(true);
    group
        .selectedToggleProperty()
        .addListener((_, _, now) -> turn(now != null && now.equals(some)));
    // Everything is what comes anyway, whether it was counted or not.
    ready =
        Bindings.createBooleanBinding(
            () -> everything.isSelected() || state.get() instanceof State.Seen,
            state,
            everything.selectedProperty());
  }

  private ToggleButton choice(String id, Feather icon, String heading, String body) {
    var card = ChoiceCard.choosing(icon, ui.texts().get(heading), ui.texts().get(body), group);
    card.setId(id);
    card.setPrefWidth(400);
    card.setMaxHeight(Double.MAX_VALUE);
    return Ui.grow(card);
  }

  @Override
  public void shown() {
    join.vault()
        .filter(_ -> model == null)
        .ifPresent(
            vault -> {
              var kept = new KeptModel(ui, vault);
              var tree = new KeptPanel(ui, kept, TREE_HEIGHT);
              tree.showTree(false);
              model = kept;
              panel = tree;
              state.bind(kept.stateProperty());
              view.getChildren().setAll(new HBox(16, everything, some), tree);
              tree.load();
            });
  }

  private void turn(boolean choosing) {
    if (panel != null && model != null) {
      panel.showTree(choosing);
      if (!choosing) {
        model.all();
      }
    }
  }

  @Override
  public void proceed(Runnable next) {
    var vault = join.vault();
    if (vault.isEmpty() || !some.isSelected() || !(state.get() instanceof State.Seen seen)) {
      next.run();
      return;
    }
    join.state().working(ui.texts().get("bring.working"));
    ui.tasks()
        .<Boolean>run(
            () -> {
              vault.get().choose(seen.selection());
              return true;
            },
            _ -> {
              join.state().done();
              next.run();
            },
            failure -> join.state().failed(ui.problem(failure)));
  }

  @Override
  public void hidden() {
    if (model != null) {
      model.stop();
    }
  }

  @Override
  public ObservableBooleanValue ready() {
    return ready;
  }

  @Override
  public Words words() {
    return new Words(
        "step.bring", "step.bring.hint", "bring.title", "bring.sentence", "wizard.continue");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public boolean canGoBack() {
    return false;
  }
}
