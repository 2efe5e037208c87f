package org.tidelock.app.ui.rewind;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;

/// Columns of tables of the vault's entries: a name over its folder, words with an icon, plain words. They show; what a cell is about is the row's item.
final class Columns {
  private Columns() {}

  /// @param deep whether names are shown with the folder they are in
  /// @param spoken what a screen reader says of the row
  static <T> TableColumn<T, String> name(
      String title,
      Function<T, FileEntry> entry,
      java.util.function.BooleanSupplier deep,
      Function<T, String> spoken) {
    TableColumn<T, String> column = column(title, item -> entry.apply(item).name());
    column.setComparator(String.CASE_INSENSITIVE_ORDER);
    column.setMinWidth(140);
    column.getStyleClass().add("first");
    column.setCellFactory(_ -> new NameCell<>(entry, deep, spoken));
    return column;
  }

  static <T, V> TableColumn<T, V> column(String title, Function<T, V> value) {
    var column = new TableColumn<T, V>(title);
    column.setReorderable(false);
    column.setCellValueFactory(
        features -> new ReadOnlyObjectWrapper<>(value.apply(features.getValue())));
    return column;
  }

  static <T, V> TableColumn<T, V> fixed(TableColumn<T, V> column, double width) {
    column.setMinWidth(width);
    column.setMaxWidth(width);
    column.setPrefWidth(width);
    return column;
  }

  static <T, V> TableColumn<T, V> words(
      TableColumn<T, V> column, Function<V, String> words, Pos alignment) {
    if (alignment == Pos.CENTER_RIGHT) {
      column.getStyleClass().add("right");
    }
    column.setCellFactory(_ -> new TextCell<>(words, alignment));
    return column;
  }

  private static final class NameCell<T> extends TableCell<T, String> {
    private final Function<T, FileEntry> entries;
    private final java.util.function.BooleanSupplier deep;
    private final Function<T, String> spoken;
    private final HBox icon = new HBox();
    private final Label name = Ui.label("", "t-medium");
    private final Label folder = Ui.label("", "t-caption", "fg-subtle");
    private final VBox words = new VBox(name, folder);
    private final HBox row = new HBox(12, icon, words);

    NameCell(
        Function<T, FileEntry> entries,
        java.util.function.BooleanSupplier deep,
        Function<T, String> spoken) {
      this.entries = entries;
      this.deep = deep;
      this.spoken = spoken;
      icon.setAlignment(Pos.CENTER);
      icon.setMinWidth(18);
      words.setAlignment(Pos.CENTER_LEFT);
      words.setMinWidth(0);
      row.setAlignment(Pos.CENTER_LEFT);
      getStyleClass().add("first");
    }

    @Override
    protected void updateItem(@Nullable String value, boolean empty) {
      super.updateItem(value, empty);
      T item = empty ? null : getTableRow().getItem();
      if (item == null) {
        setGraphic(null);
        return;
      }
      var entry = entries.apply(item);
      boolean isFolder = entry.type() == Type.FOLDER;
      icon.getChildren()
          .setAll(Icons.of(PastWords.glyph(entry), 18, isFolder ? Tone.ACCENT : Tone.NEUTRAL));
      name.setText(entry.name());
      folder.setText(PastWords.parent(entry.path()));
      Ui.show(folder, deep.getAsBoolean() && !folder.getText().isEmpty());
      setGraphic(row);
      getTableRow().setAccessibleText(spoken.apply(item));
    }
  }

  private static final class TextCell<T, V> extends TableCell<T, V> {
    private final Function<V, String> words;
    private final Label label = Ui.label("", "t-small", "fg-muted");

    TextCell(Function<V, String> words, Pos alignment) {
      this.words = words;
      setAlignment(alignment);
      if (alignment == Pos.CENTER_RIGHT) {
        getStyleClass().add("right");
      }
    }

    @Override
    protected void updateItem(@Nullable V value, boolean empty) {
      super.updateItem(value, empty);
      label.setText(empty || value == null ? "" : words.apply(value));
      setGraphic(label);
    }
  }
}
