package org.tidelock.app.ui.files;

import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Destination;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.PageId;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.SearchField;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.files.DetailsViewModel.Restored;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;

/// The vault's files by their real names, with what they were before.
public final class FilesPage implements Page {
  private final PageContext context;
  private final Texts texts;
  private final FilesViewModel model;
  private final DetailsViewModel details;
  private final PageHeader header;
  private final SearchField search;
  private final Banner problem = new Banner();
  private final FileTable table;
  private final Label count = Ui.label("", "t-small", "fg-muted");
  private final Label total = Ui.label("", "t-small", "fg-muted");
  private final DetailsDrawer drawer;
  private final VBox view;
  private @Nullable Chosen selected;
  private boolean filling;

  public FilesPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new FilesViewModel(context);
    this.details = new DetailsViewModel(context, this::restored, model::failed);
    this.table = new FileTable(context);
    this.drawer = new DetailsDrawer(context, details, this::deselect, this::openSelected);
    this.search = new SearchField(texts.get("files.search"), texts.get("search.clear"));
    search.id("files-search");
    search.textProperty().addListener((_, _, text) -> model.search(text));
    var open = Ui.button(Feather.FOLDER, texts.get("overview.openFolder"), this::openHere);
    var rewind = Ui.iconButton(Feather.ROTATE_CCW, texts.get("files.rewind"), this::rewind);
    rewind.setId("files-rewind");
    this.header = new PageHeader(texts.get("nav.files"), "", search, rewind, open);
    var foot = Ui.styled(new HBox(count, Ui.spacer(), total), "card-footer");
    var card =
        Ui.grow(
            new Card(
                new PlaceBar(texts, model), Ui.separator(), Ui.grow(new StackPane(table)), foot));
    var columns = Ui.grow(new HBox(20, card, drawer));
    Ui.show(drawer, false);
    this.view = Ui.styled(new VBox(header, problem, columns), "page");
    listen();
    showCounts();
    showEmpty();
  }

  private void listen() {
    model.entries().addListener((ListChangeListener<FileEntry>) _ -> showEntries());
    model.placeProperty().addListener((_, _, place) -> showPlace(place));
    model.loadingProperty().addListener((_, _, _) -> showEmpty());
    model.problemProperty().addListener((_, _, _) -> showProblem());
    table.getSelectionModel().selectedItemProperty().addListener((_, _, entry) -> select(entry));
    table.setRowFactory(
        _ -> {
          var row = new javafx.scene.control.TableRow<FileEntry>();
          row.setOnMouseClicked(
              event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) {
                  openSelected();
                }
              });
          return row;
        });
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    view.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && drawer.isVisible()) {
            deselect();
            event.consume();
          }
        });
    // "Uploading 31%" goes on and "Conflict" comes while the list stays.
    context
        .model()
        .statusProperty()
        .addListener(
            (_, before, status) -> {
              boolean other =
                  status.progress().isPresent()
                      || before.progress().isPresent()
                      || !before.issues().equals(status.issues());
              if (other) {
                table.refresh();
              }
            });
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.shown();
  }

  @Override
  public void hidden() {
    model.hidden();
  }

  @Override
  public void find() {
    search.focus();
  }

  @Override
  public void reveal(String path) {
    selected = Chosen.at(path);
    search.textProperty().set("");
    model.openFolder(Place.parent(path));
    // Listed already, the folder gives no news.
    if (!model.entries().isEmpty()) {
      showEntries();
    }
  }

  private void key(KeyEvent event) {
    boolean parent =
        event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.UP && event.isAltDown();
    if (parent) {
      model.up();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      openSelected();
      event.consume();
    }
  }

  private Optional<FileEntry> selection() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  private void openSelected() {
    selection()
        .ifPresent(
            entry -> {
              if (entry.type() == Type.FOLDER && entry.deleted().isEmpty()) {
                search.textProperty().set("");
                model.openFolder(entry.path());
              } else if (FileWords.here(entry)) {
                context.open(entry.path());
              }
            });
  }

  /// The same folder as it was.
  private void rewind() {
    context.navigate().accept(new Destination(PageId.REWIND, Optional.of(model.folder())));
  }

  private void openHere() {
    context.open(model.folder());
  }

  private void select(@Nullable FileEntry entry) {
    if (filling) {
      return;
    }
    selected = entry == null ? null : Chosen.of(entry);
    details.show(Optional.ofNullable(entry));
    Ui.show(drawer, entry != null);
    showCounts();
  }

  private void deselect() {
    table.getSelectionModel().clearSelection();
    table.requestFocus();
  }

  private void showPlace(Place place) {
    if (!(place instanceof Place.Folder(var folder))
        || selected != null && !Place.parent(selected.path()).equals(folder)) {
      selected = null;
      table.getSelectionModel().clearSelection();
    }
    table.withFolder(!(place instanceof Place.Folder));
    showCounts();
    showEmpty();
  }

  /// New entries, perhaps the same with other states: what was chosen stays chosen.
  private void showEntries() {
    // While rows are exchanged the table drops its selection, which is not the person's doing.
    filling = true;
    var wanted = selected;
    table.getItems().setAll(model.entries());
    if (!table.getSortOrder().isEmpty()) {
      table.sort();
    }
    table.getSelectionModel().clearSelection();
    for (int i = 0; wanted != null && i < table.getItems().size(); i++) {
      if (Chosen.of(table.getItems().get(i)).equals(wanted)) {
        table.getSelectionModel().select(i);
      }
    }
    filling = false;
    select(table.getSelectionModel().getSelectedItem());
    if (table.getItems().isEmpty()) {
      // What is to be shown in a folder whose entries are still to come.
      selected = wanted;
    }
    showEmpty();
  }

  private void showCounts() {
    int size = model.entries().size();
    var name =
        model.folder().isEmpty() ? context.model().info().name() : Place.name(model.folder());
    header.say(
        switch (model.place()) {
          case Place.Folder _ -> texts.get("files.sentence", size, name);
          case Place.Deleted _ -> texts.get("files.sentence.deleted");
          case Place.Found _ -> texts.get("files.sentence.found");
        });
    count.setText(
        selection().isPresent()
            ? texts.get("files.count.selected", size)
            : size >= FilesViewModel.MOST_FOUND && model.place() instanceof Place.Found
                ? texts.get("files.count.first", size)
                : texts.get("files.count", size));
    total.setText(texts.get("files.total", context.formats().size(model.sizeOfFiles())));
    Ui.show(total, model.place() instanceof Place.Folder && model.sizeOfFiles() > 0);
  }

  private void showEmpty() {
    if (model.loadingProperty().get()) {
      table.setPlaceholder(new Label());
      return;
    }
    table.setPlaceholder(
        switch (model.place()) {
          case Place.Folder _ -> folderEmpty();
          case Place.Deleted _ ->
              new EmptyState(
                  Feather.TRASH_2,
                  texts.get("files.deleted.empty"),
                  texts.get("files.deleted.empty.body"));
          case Place.Found(var text) -> nothingFound(text);
        });
  }

  private EmptyState folderEmpty() {
    var open = Ui.button(texts.get("overview.openFolder"), this::openHere, "small");
    return new EmptyState(
        Feather.FOLDER, texts.get("files.empty"), texts.get("files.empty.body"), open);
  }

  private EmptyState nothingFound(String text) {
    Button clear =
        Ui.button(texts.get("search.clear"), () -> search.textProperty().set(""), "small");
    return new EmptyState(
        Feather.SEARCH,
        texts.get("files.found.none", text),
        texts.get("files.found.none.body"),
        clear);
  }

  private void showProblem() {
    model
        .problemProperty()
        .get()
        .ifPresentOrElse(
            said -> problem.show(Tone.WARNING, said.title(), said.body()), problem::hide);
  }

  private void restored(Restored what) {
    var name = Place.name(what.path());
    if (what.to().isPresent()) {
      var words = texts.get("files.copied", name, what.to().get());
      context.layer().toast(Feather.CHECK_CIRCLE, Tone.SUCCESS, words);
    } else if (what.former().isPresent()) {
      var undo = Ui.button(texts.get("files.undo"), () -> details.undo(what), "small");
      undo.setId("restore-undo");
      context
          .layer()
          .toast(Feather.CHECK_CIRCLE, Tone.SUCCESS, texts.get("files.restored", name), undo);
    } else {
      var show = Ui.button(texts.get("files.show"), () -> reveal(what.path()), "small");
      context
          .layer()
          .toast(Feather.CHECK_CIRCLE, Tone.SUCCESS, texts.get("files.cameBack", name), show);
    }
    model.reload();
    details.show(details.entryProperty().get());
  }
}
