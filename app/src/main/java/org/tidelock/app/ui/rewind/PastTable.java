package org.tidelock.app.ui.rewind;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.PastEntry;

/// Entries of a past time in columns: name, what has become of it since, modified, size. Several can be chosen.
final class PastTable extends TableView<PastEntry> {
  private static final Comparator<PastEntry> FOLDERS_FIRST =
      Comparator.comparing(past -> past.entry().type() != Type.FOLDER);

  /// Below this a name would have less than a third of the width.
  private static final double NARROW = 640;

  private final PageContext context;

  PastTable(PageContext context, PastModel model) {
    this.context = context;
    var texts = context.texts();
    setId("rewind-table");
    getStyleClass().add("tl-table");
    setFixedCellSize(44);
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    TableColumn<PastEntry, String> name =
        Columns.name(texts.get("files.name"), PastEntry::entry, model::isDeep, this::spoken);
    name.setPrefWidth(260);
    TableColumn<PastEntry, PastEntry> since =
        Columns.column(texts.get("rewind.since"), past -> past);
    // By what it is, not by its words: those are made for rows that are seen only.
    since.setComparator(Comparator.comparing(PastEntry::since));
    since.setCellFactory(_ -> new SinceCell());
    since.setPrefWidth(220);
    since.setMinWidth(150);
    TableColumn<PastEntry, Instant> modified =
        Columns.words(
            Columns.column(texts.get("rewind.modified"), past -> past.entry().modified()),
            context.formats()::moment,
            Pos.CENTER_LEFT);
    Columns.fixed(modified, 124);
    TableColumn<PastEntry, Long> size =
        Columns.words(
            Columns.column(texts.get("files.size"), past -> PastWords.size(past.entry())),
            this::size,
            Pos.CENTER_RIGHT);
    Columns.fixed(size, 92);
    getColumns().addAll(List.of(name, since, modified, size));
    modified.visibleProperty().bind(widthProperty().greaterThan(NARROW));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
    setSortPolicy(
        table -> {
          var chosen = table.getComparator();
          // As the vault lists them, if nothing else is chosen.
          if (chosen != null) {
            FXCollections.sort(table.getItems(), FOLDERS_FIRST.thenComparing(chosen));
          }
          return true;
        });
    setAccessibleText(texts.get("rewind.table"));
  }

  private String size(long bytes) {
    return bytes < 0 ? "" : context.formats().size(bytes);
  }

  private String spoken(PastEntry past) {
    return Stream.of(
            past.entry().name(),
            PastWords.of(past, context).words(),
            size(PastWords.size(past.entry())),
            context.formats().exact(past.entry().modified()))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private final class SinceCell extends TableCell<PastEntry, PastEntry> {
    private final Label label = Ui.label("", "t-small");

    @Override
    protected void updateItem(@Nullable PastEntry past, boolean empty) {
      super.updateItem(past, empty);
      if (empty || past == null) {
        setGraphic(null);
        return;
      }
      var words = PastWords.of(past, context);
      label.setText(words.words());
      label.setGraphic(words.words().isEmpty() ? null : Icons.of(words.icon(), 14, words.tone()));
      words.tone().paintText(label);
      setGraphic(label);
    }
  }
}
