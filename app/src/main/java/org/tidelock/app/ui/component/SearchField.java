package org.tidelock.app.ui.component;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// A field to find something in what is shown. Escape, and a button that appears with the first letter, empty it.
public final class SearchField extends HBox {
  private final TextField text = new TextField();

  /// @param name what is searched, as prompt and accessible name
  /// @param clear accessible name of the button
  public SearchField(String name, String clear) {
    getStyleClass().add("field-box");
    text.setPromptText(name);
    text.setAccessibleText(name);
    Button empty = Ui.iconButton(Feather.X, clear, () -> text.setText(""), "flat");
    empty.visibleProperty().bind(text.textProperty().isNotEmpty());
    empty.managedProperty().bind(empty.visibleProperty());
    getChildren().addAll(Icons.of(Feather.SEARCH, 16), Ui.grow(text), empty);
    setMinWidth(220);
    setPrefWidth(220);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && !text.getText().isEmpty()) {
      text.setText("");
      event.consume();
    }
  }

  public StringProperty textProperty() {
    return text.textProperty();
  }

  public SearchField id(String id) {
    text.setId(id);
    return this;
  }

  public void focus() {
    text.requestFocus();
    text.selectAll();
  }
}
