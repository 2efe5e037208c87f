package org.tidelock.app.ui;

import java.net.URI;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.StorageAccess;

/// Signs an open vault in to one of its storages again at the page of the provider: the browser shows it, and comes back by itself once the person has agreed there.
final class ProviderSignIn {
  private final UiContext ui;
  private final Texts texts;
  private final SignInDoor door;
  private final Layer layer;
  private final Runnable then;
  private final VBox state = Ui.column(12);
  private final Button go;
  private final Button cancel;
  private @Nullable PageVisit visit;
  private TaskRunner.@Nullable Handle trying;

  /// @param then once the storage has let it in
  ProviderSignIn(UiContext ui, SignInDoor door, Layer layer, Runnable then) {
    this.ui = ui;
    this.texts = ui.texts();
    this.door = door;
    this.layer = layer;
    this.then = then;
    go = Ui.button(texts.get("signIn.page.go"), this::attempt, "accent");
    go.setId("sign-in-go");
    go.setDefaultButton(true);
    cancel = Ui.button(texts.get("wizard.cancel"), layer::close);
    cancel.setId("sign-in-cancel");
  }

  void open() {
    layer.open(
        new DialogCard(
                Feather.KEY,
                Tone.ACCENT,
                texts.get("signIn.title"),
                texts.get("signIn.page.body", StorageName.of(door.storage())),
                state,
                go,
                cancel)
            .onEscape(layer::close)
            .onClosed(this::closed));
    go.requestFocus();
  }

  private void attempt() {
    go.setDisable(true);
    tell();
    var begun = new PageVisit(ui, door.storage(), this::show);
    visit = begun;
    begun.<StorageAccess>begin(
        access -> access,
        access -> trying = door.attempt().with(access, this::done, this::failed),
        this::failed);
  }

  private void show(URI page) {
    tell(
        Ui.paragraph(texts.get("signIn.page.waiting"), "t-small", "fg-muted"),
        new PageAddress(ui, page));
  }

  private void tell(Node... what) {
    state.getChildren().setAll(what);
    Ui.show(state, what.length > 0);
  }

  private void closed() {
    if (visit != null) {
      visit.giveUp();
    }
    visit = null;
    if (trying != null) {
      trying.cancel();
    }
    trying = null;
  }

  private void done() {
    trying = null; // what follows is not given up with the dialog
    layer.close();
    layer.toast(Feather.CHECK, Tone.SUCCESS, texts.get(door.done()));
    then.run();
  }

  private void failed(Exception failure) {
    trying = null;
    go.setDisable(false);
    tell(Ui.paragraph(ui.problem(failure).sentence(), "t-small", "fg-danger"));
    go.requestFocus();
  }
}
