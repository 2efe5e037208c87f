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
import org.tidelock.engine.Vault;

/// Signs an open vault in to its storage again at the page of the provider: the browser shows it, and comes back by itself once the person has agreed there.
final class ProviderSignIn {
  private final UiContext ui;
  private final Texts texts;
  private final Vault vault;
  private final Layer layer;
  private final Runnable then;
  private final VBox state = Ui.column(12);
  private final Button go;
  private final Button cancel;
  private @Nullable PageVisit visit;

  /// @param then once the storage has let it in
  ProviderSignIn(UiContext ui, Vault vault, Layer layer, Runnable then) {
    this.ui = ui;
    this.texts = ui.texts();
    this.vault = vault;
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
                texts.get("signIn.page.body", StorageName.of(vault.info().storage())),
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
    var begun = new PageVisit(ui, vault.info().storage(), this::show);
    visit = begun;
    begun.<Boolean>begin(
        access -> {
          vault.signIn(access);
          return true;
        },
        _ -> done(),
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
  }

  private void done() {
    layer.close();
    layer.toast(Feather.CHECK, Tone.SUCCESS, texts.get("signIn.done"));
    then.run();
  }

  private void failed(Exception failure) {
    go.setDisable(false);
    tell(Ui.paragraph(ui.problem(failure).sentence(), "t-small", "fg-danger"));
    go.requestFocus();
  }
}
