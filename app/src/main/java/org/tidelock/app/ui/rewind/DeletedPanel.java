package org.tidelock.app.ui.rewind;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.SearchField;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileEntry;

/// What was deleted and can be brought back.
final class DeletedPanel extends VBox {
  private final PageContext context;
  private final Texts texts;
  private final DeletedModel model;
  private final SearchField search;
  private final Banner problem = new Banner();
  private final TableView<FileEntry> table = new TableView<>();
  private final Label said = Ui.label("", "t-small", "fg-muted");
  private final Button restore;

  /// @param restore asks how what is chosen is to be brought back
  DeletedPanel(PageContext context, DeletedModel model, Runnable restore) {
    super(16);
    this.context = context;
    this.texts = context.texts();
    this.model = model;
    this.search = new SearchField(texts.get("rewind.deleted.search"), texts.get("search.clear"));
    search.id("rewind-deleted-search");
    search.setPrefWidth(280);
    search.textProperty().addListener((_, _, text) -> model.search(text));
    this.restore = Ui.button(Feather.ROTATE_CCW, texts.get("rewind.putBack"), restore, "accent");
    this.restore.setId("rewind-put-back");
    build(table);
    var filters = Ui.row(12, search);
    var foot = Ui.styled(new HBox(16, said, Ui.spacer(), this.restore), "card-footer", "tall");
    table.setMinHeight(0);
    var rows = Ui.grow(new StackPane(table));
    rows.setMinHeight(0);
    var card = Ui.grow(new Card(rows, foot));
    card.setMinHeight(0);
    getChildren().addAll(filters, problem, card);
    model.entries().addListener((ListChangeListener<FileEntry>) _ -> showEntries());
    model.loadingProperty().addListener((_, _, _) -> showEmpty());
    model
        .problemProperty()
        .addListener(
            (_, _, wrong) ->
                wrong.ifPresentOrElse(
                    one -> problem.show(Tone.WARNING, one.title(), one.body()), problem::hide));
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<FileEntry>) _ -> showChosen());
    showEntries();
  }

  private void build(TableView<FileEntry> of) {
    of.setId("rewind-deleted");
    of.getStyleClass().add("tl-table");
    of.setFixedCellSize(48);
    of.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    of.setAccessibleText(texts.get("rewind.tab.deleted"));
    TableColumn<FileEntry, String> name =
        Columns.name(texts.get("files.name"), entry -> entry, () -> true, this::spoken);
    name.setPrefWidth(300);
    TableColumn<FileEntry, Instant> when =
        Columns.words(
            Columns.column(texts.get("rewind.deleted.when"), DeletedPanel::when),
            context.formats()::version,
            Pos.CENTER_LEFT);
    Columns.fixed(when, 150);
    TableColumn<FileEntry, String> device =
        Columns.words(
            Columns.column(texts.get("rewind.deleted.by"), this::device),
            name1 -> name1,
            Pos.CENTER_LEFT);
    device.setPrefWidth(150);
    device.setMinWidth(110);
    TableColumn<FileEntry, Long> size =
        Columns.words(
            Columns.column(texts.get("files.size"), PastWords::size),
            bytes -> bytes < 0 ? "" : context.formats().size(bytes),
            Pos.CENTER_RIGHT);
    Columns.fixed(size, 92);
    of.getColumns().addAll(List.of(name, when, device, size));
    of.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
    of.setSortPolicy(
        sorted -> {
          Comparator<FileEntry> chosen = sorted.getComparator();
          if (chosen != null) {
            FXCollections.sort(sorted.getItems(), chosen);
          }
          return true;
        });
  }

  private static Instant when(FileEntry entry) {
    return entry.deleted().map(FileEntry.Deletion::when).orElse(Instant.EPOCH);
  }

  private String device(FileEntry entry) {
    return entry.device().equals(context.model().info().device())
        ? texts.get("activity.thisComputer")
        : entry.device();
  }

  private String spoken(FileEntry entry) {
    return String.join(
        ", ",
        entry.name(),
        context.formats().exact(when(entry)),
        device(entry),
        entry.type() == FileEntry.Type.FILE ? context.formats().size(entry.size()) : "");
  }

  void find() {
    search.focus();
  }

  List<FileEntry> chosen() {
    return List.copyOf(table.getSelectionModel().getSelectedItems());
  }

  private void showEntries() {
    table.getItems().setAll(model.entries());
    if (!table.getSortOrder().isEmpty()) {
      table.sort();
    }
    table.getSelectionModel().clearSelection();
    showEmpty();
    showChosen();
  }

  private void showChosen() {
    var selected = table.getSelectionModel().getSelectedItems();
    restore.setDisable(selected.isEmpty());
    long bytes = selected.stream().mapToLong(FileEntry::size).sum();
    said.setText(
        selected.isEmpty()
            ? texts.get("rewind.deleted.count", model.entries().size())
            : texts.get("rewind.deleted.chosen", selected.size(), context.formats().size(bytes)));
  }

  private void showEmpty() {
    table.setPlaceholder(placeholder());
  }

  private Node placeholder() {
    if (model.loadingProperty().get()) {
      return Ui.label(texts.get("rewind.loading"), "fg-muted");
    }
    return Optional.of(model.text())
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                new EmptyState(
                    Feather.SEARCH,
                    texts.get("rewind.found.none", text),
                    texts.get("rewind.deleted.none.body")))
        .orElseGet(
            () ->
                new EmptyState(
                    Feather.TRASH_2,
                    texts.get("files.deleted.empty"),
                    texts.get("files.deleted.empty.body")));
  }
}
