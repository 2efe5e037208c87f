package org.tidelock.app.ui.unlock;

import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.Ui;

/// The whole window while the vault is locked.
public final class UnlockView extends StackPane {
  private static final double CARD = 414;

  private final UiContext ui;
  private final UnlockViewModel model;
  private final UnlockFields fields;

  public UnlockView(UiContext ui, UnlockViewModel model) {
    this.ui = ui;
    this.model = model;
    getStyleClass().add("unlock-page");
    fields = new UnlockFields(ui.texts(), model.input(), "unlock");
    getChildren().addAll(orbits(), card());
    fields.passphrase().textProperty().addListener((_, _, _) -> capsLock());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    Platform.runLater(fields::focus);
  }

  private VBox card() {
    var texts = ui.texts();
    var unlock = Ui.button(texts.get("unlock.button"), model::unlock, "accent", "large");
    unlock.setId("unlock-button");
    unlock.setDefaultButton(true);
    unlock.setMaxWidth(Double.MAX_VALUE);
    unlock.disableProperty().bind(model.ready().not());
    unlock
        .textProperty()
        .bind(model.busyProperty().map(busy -> texts.get(busy ? "unlock.busy" : "unlock.button")));
    var note = Ui.paragraph(texts.get("unlock.kit.note"), "t-caption", "fg-muted");
    // A question about the server needs the room.
    note.visibleProperty()
        .bind(
            model
                .input()
                .byKitProperty()
                .flatMap(
                    byKit ->
                        model.storage().strangerProperty().map(met -> byKit && met.isEmpty())));
    note.managedProperty().bind(note.visibleProperty());
    var head =
        new VBox(
            6,
            center(Logo.icon(64)),
            gap(6),
            center(Ui.label(texts.get("unlock.title"), "t-title")),
            center(Ui.label(texts.get("unlock.body"), "t-small", "fg-muted")));
    var card =
        Ui.styled(
            new VBox(
                20,
                head,
                fields,
                new UnlockStorageFields(texts, model),
                note,
                unlock,
                fields.choice()),
            "unlock-card");
    card.setPadding(new Insets(32, 32, 26, 32));
    card.setMaxSize(CARD, USE_PREF_SIZE);
    card.setPrefWidth(CARD);
    return card;
  }

  private static StackPane center(javafx.scene.Node node) {
    return new StackPane(node);
  }

  private static Pane gap(double height) {
    var gap = new Pane();
    gap.setMinHeight(height);
    return gap;
  }

  private void capsLock() {
    if (model.input().problemProperty().get().isEmpty()) {
      if (Platform.isKeyLocked(KeyCode.CAPS).orElse(false)) {
        fields.passphrase().warn(ui.texts().get("passphrase.capsLock"));
      } else {
        fields.passphrase().help("");
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // a node is itself only
  private void key(KeyEvent event) {
    if (event.isAltDown() && event.getCode() == KeyCode.S) {
      var revealed = fields.passphrase().revealedProperty();
      revealed.set(!revealed.get());
      event.consume();
    }
  }

  private static Pane orbits() {
    var pane = new Pane();
    pane.setMouseTransparent(true);
    for (double radius : new double[] {300, 400, 510}) {
      var orbit = Ui.styled(new Circle(radius), "orbit-line");
      orbit.centerXProperty().bind(pane.widthProperty().divide(2));
      orbit.centerYProperty().bind(pane.heightProperty().divide(2));
      pane.getChildren().add(orbit);
    }
    pane.getChildren()
        .addAll(bead(pane, 260, -150, 10, "empty-bead"), bead(pane, -346, 200, 7, "orbit-bead"));
    pane.setMinSize(0, 0);
    return pane;
  }

  private static Circle bead(Pane pane, double dx, double dy, double radius, String style) {
    var bead = Ui.styled(new Circle(radius), style);
    bead.centerXProperty().bind(pane.widthProperty().divide(2).add(dx));
    bead.centerYProperty().bind(pane.heightProperty().divide(2).add(dy));
    return bead;
  }
}
