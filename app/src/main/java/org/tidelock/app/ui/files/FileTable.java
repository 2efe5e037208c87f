package org.tidelock.app.ui.files;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;

/// Entries in columns: name, state, modified, size. Folders stay in front however it is sorted.
final class FileTable extends TableView<FileEntry> {
  private static final Comparator<FileEntry> FOLDERS_FIRST =
      Comparator.comparing(entry -> entry.type() != Type.FOLDER);

  private final PageContext context;
  private final TableColumn<FileEntry, String> state;

  /// Whether names are shown with the folder they are in, because not all are in one.
  private boolean withFolder;

  /// Below this a name would have less than a third of the width.
  private static final double NARROW = 540;

  FileTable(PageContext context) {
    this.context = context;
    var texts = context.texts();
    setId("files-table");
    getStyleClass().add("tl-table");
    setFixedCellSize(48);
    TableColumn<FileEntry, String> name = column("files.name", FileEntry::name, 240);
    name.setComparator(String.CASE_INSENSITIVE_ORDER);
    name.setMinWidth(120);
    name.setCellFactory(_ -> new NameCell());
    state = column("files.state", entry -> FileWords.of(entry, context).word(), 144);
    state.setCellFactory(_ -> new StateCell());
    TableColumn<FileEntry, Instant> modified = column("files.modified", FileEntry::modified, 124);
    modified.setCellFactory(_ -> new TextCell<>(context.formats()::moment, Pos.CENTER_LEFT));
    TableColumn<FileEntry, Long> size = column("files.size", FileTable::sizeOf, 92);
    name.getStyleClass().add("first");
    size.getStyleClass().add("right");
    size.setCellFactory(_ -> new TextCell<>(this::size, Pos.CENTER_RIGHT));
    for (var fixed : java.util.List.of(state, modified, size)) {
      fix(fixed, fixed.getPrefWidth());
    }
    getColumns().addAll(java.util.List.of(name, state, modified, size));
    // Where there is little room, names matter most; the details say when.
    modified.visibleProperty().bind(widthProperty().greaterThan(NARROW));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
    setSortPolicy(
        table -> {
          var chosen = table.getComparator();
          FXCollections.sort(
              table.getItems(),
              chosen == null ? FOLDERS_FIRST : FOLDERS_FIRST.thenComparing(chosen));
          return true;
        });
    setAccessibleText(texts.get("nav.files"));
  }

  /// For what was searched or deleted, which is said with its day: "Deleted 24 Nov".
  void withFolder(boolean shown) {
    withFolder = shown;
    fix(state, shown ? 168 : 144);
  }

  private static void fix(TableColumn<FileEntry, ?> column, double width) {
    // In this order, because the smaller of the two limits wins.
    column.setMinWidth(Math.min(width, column.getMaxWidth()));
    column.setMaxWidth(width);
    column.setMinWidth(width);
    column.setPrefWidth(width);
  }

  private <T> TableColumn<FileEntry, T> column(
      String key, Function<FileEntry, T> value, double width) {
    var column = new TableColumn<FileEntry, T>(context.texts().get(key));
    column.setPrefWidth(width);
    column.setReorderable(false);
    column.setCellValueFactory(
        features -> new ReadOnlyObjectWrapper<>(value.apply(features.getValue())));
    return column;
  }

  private static long sizeOf(FileEntry entry) {
    return entry.type() == Type.FILE ? entry.size() : -1;
  }

  private String size(long bytes) {
    return bytes < 0 ? "" : context.formats().size(bytes);
  }

  private final class NameCell extends TableCell<FileEntry, String> {
    private final HBox icon = new HBox();
    private final Label name = Ui.label("", "t-medium");
    private final Label folder = Ui.label("", "t-caption", "fg-subtle");
    private final VBox words = new VBox(name, folder);
    private final HBox row = new HBox(12, icon, words);

    NameCell() {
      icon.setAlignment(Pos.CENTER);
      icon.setMinWidth(18);
      words.setAlignment(Pos.CENTER_LEFT);
      getStyleClass().add("first");
      words.setMinWidth(0);
      row.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable String value, boolean empty) {
      super.updateItem(value, empty);
      var entry = empty ? null : getTableRow().getItem();
      if (entry == null) {
        setGraphic(null);
        return;
      }
      boolean isFolder = entry.type() == Type.FOLDER;
      icon.getChildren()
          .setAll(Icons.of(FileWords.glyph(entry), 18, isFolder ? Tone.ACCENT : Tone.NEUTRAL));
      name.setText(entry.name());
      folder.setText(Place.parent(entry.path()));
      Ui.show(folder, withFolder && !folder.getText().isEmpty());
      setGraphic(row);
      getTableRow().setAccessibleText(spoken(entry));
    }

    private String spoken(FileEntry entry) {
      return String.join(
          ", ",
          entry.name(),
          FileWords.of(entry, context).word(),
          size(sizeOf(entry)),
          context.formats().exact(entry.modified()));
    }
  }

  private final class StateCell extends TableCell<FileEntry, String> {
    private final Label word = Ui.label("", "t-small");

    @Override
    protected void updateItem(@Nullable String value, boolean empty) {
      super.updateItem(value, empty);
      var entry = empty ? null : getTableRow().getItem();
      if (entry == null) {
        setGraphic(null);
        return;
      }
      var words = FileWords.of(entry, context);
      word.setText(words.word());
      word.setGraphic(Icons.of(words.icon(), 14, words.tone()));
      words.tone().paintText(word);
      setGraphic(word);
    }
  }

  private static final class TextCell<T> extends TableCell<FileEntry, T> {
    private final Function<T, String> words;
    private final Label label = Ui.label("", "t-small", "fg-muted");

    TextCell(Function<T, String> words, Pos alignment) {
      this.words = words;
      setAlignment(alignment);
      if (alignment == Pos.CENTER_RIGHT) {
        getStyleClass().add("right");
      }
    }

    @Override
    protected void updateItem(@Nullable T value, boolean empty) {
      super.updateItem(value, empty);
      label.setText(empty || value == null ? "" : words.apply(value));
      setGraphic(label);
    }
  }
}
