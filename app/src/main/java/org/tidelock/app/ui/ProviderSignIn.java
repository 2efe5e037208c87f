package org.tidelock.app.ui;

import java.net.URI;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.SignIn;
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
  private TaskRunner.@Nullable Handle waiting;
  private boolean open;

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
    open = true;
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
    waiting =
        ui.tasks()
            .<Boolean>run(
                () -> {
                  signIn();
                  return true;
                },
                _ -> done(),
                this::failed);
  }

  private void signIn() throws Exception {
    var storage = vault.info().storage();
    try (SignIn signIn = ui.vaults().signIn(storage, SignIn.Way.BROWSER, SignIn.Extent.NEEDED)) {
      ui.tasks().onUi(() -> show(signIn.page()));
      vault.signIn(signIn.await());
    }
  }

  private void show(URI page) {
    if (!open || !go.isDisabled()) {
      return; // it was given up, or has failed, meanwhile
    }
    ui.files().open(page);
    var again = Ui.button(texts.get("signIn.page.again"), () -> ui.files().open(page), "small");
    again.setId("sign-in-again");
    var copy = Ui.button(texts.get("signIn.page.copy"), () -> copy(page), "small");
    copy.setId("sign-in-copy");
    tell(
        Ui.paragraph(texts.get("signIn.page.waiting"), "t-small", "fg-muted"),
        address(page),
        Ui.row(8, again, copy));
  }

  /// For whoever has to take it to a browser by hand: none may have opened.
  private TextField address(URI page) {
    var address = new TextField(page.toString());
    address.setId("sign-in-page");
    address.setEditable(false);
    address.setAccessibleText(texts.get("signIn.page.address"));
    return address;
  }

  private static void copy(URI page) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, page.toString()));
  }

  private void tell(Node... what) {
    state.getChildren().setAll(what);
    Ui.show(state, what.length > 0);
  }

  /// Nobody waits any more, and the ports of this computer are closed.
  private void closed() {
    open = false;
    if (waiting != null) {
      waiting.cancel();
    }
    waiting = null;
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
