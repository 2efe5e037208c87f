package org.tidelock.app.ui;

import java.net.URI;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.component.Ui;

/// The address of a provider's page while a person is at it, for whoever has to take it to a browser by hand: none may have opened.
public final class PageAddress extends VBox {
  /// @param more buttons, beside those that open and copy it
  public PageAddress(UiContext ui, URI page, Node... more) {
    super(12);
    var texts = ui.texts();
    var address = new TextField(page.toString());
    address.setId("sign-in-page");
    address.setEditable(false);
    address.setAccessibleText(texts.get("signIn.page.address"));
    var again = Ui.button(texts.get("signIn.page.again"), () -> ui.files().open(page), "small");
    again.setId("sign-in-again");
    var copy = Ui.button(texts.get("signIn.page.copy"), () -> copy(page), "small");
    copy.setId("sign-in-copy");
    var buttons = Ui.row(8, again, copy);
    buttons.getChildren().addAll(more);
    getChildren().addAll(address, buttons);
  }

  private static void copy(URI page) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, page.toString()));
  }
}
