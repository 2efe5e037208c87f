package org.tidelock.app.ui.selection;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.FileIcons;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;

/// The vault's tree with a tick at each thing that is to be on this computer. A folder is asked for when it is unfolded. Space ticks.
final class KeptTree extends TreeView<FileEntry> {
  private final KeptModel model;
  private final Texts texts;
  private final Formats formats;

  KeptTree(KeptModel model, Texts texts, Formats formats) {
    this.model = model;
    this.texts = texts;
    this.formats = formats;
    setId("kept-tree");
    getStyleClass().add("tl-tree");
    setShowRoot(false);
    setFixedCellSize(32);
    setRoot(new TreeItem<>());
    setCellFactory(_ -> new KeptCell());
    setAccessibleText(texts.get("kept.tree"));
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    model.changesProperty().addListener((_, _, _) -> refresh());
  }

  /// Asks for the top anew.
  void load() {
    model.list("", this::fill);
  }

  private void fill(List<FileEntry> found) {
    getRoot().getChildren().setAll(found.stream().map(this::item).toList());
    getRoot().setExpanded(true);
    if (!found.isEmpty() && getSelectionModel().isEmpty()) {
      getSelectionModel().selectFirst();
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.SPACE && toggle(getSelectionModel().getSelectedItem())) {
      event.consume();
    }
  }

  private boolean toggle(@Nullable TreeItem<FileEntry> item) {
    if (item == null || item.getValue() == null) {
      return false;
    }
    model.toggle(item.getValue().path());
    return true;
  }

  private TreeItem<FileEntry> item(FileEntry entry) {
    return entry.type() == Type.FOLDER ? new Folder(entry) : new TreeItem<>(entry);
  }

  /// Looks as if it could be unfolded until it was.
  private final class Folder extends TreeItem<FileEntry> {
    private boolean asked;

    Folder(FileEntry entry) {
      super(entry);
      expandedProperty()
          .addListener(
              (_, _, expanded) -> {
                if (expanded && !asked) {
                  asked = true;
                  model.list(
                      entry.path(),
                      found ->
                          getChildren().setAll(found.stream().map(KeptTree.this::item).toList()));
                }
              });
    }

    @Override
    public boolean isLeaf() {
      return asked && getChildren().isEmpty();
    }
  }

  private final class KeptCell extends TreeCell<FileEntry> {
    private final CheckBox tick = new CheckBox();
    private final HBox icon = new HBox();
    private final Label name = Ui.label("", "t-small", "t-medium");
    private final Label size = Ui.label("", "t-small", "fg-muted");
    private final HBox row = new HBox(8, tick, icon, Ui.grow(name), size);

    KeptCell() {
      row.setAlignment(Pos.CENTER_LEFT);
      icon.setAlignment(Pos.CENTER);
      name.setMinWidth(0);
      size.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
      // What is shown is what the model says; the tree has the keys.
      tick.setFocusTraversable(false);
      tick.setMouseTransparent(true);
      addEventFilter(MouseEvent.MOUSE_CLICKED, this::clicked);
    }

    /// On the tick, or left of the name: the rest of the row selects.
    private void clicked(MouseEvent event) {
      var at = tick.sceneToLocal(event.getSceneX(), event.getSceneY());
      if (event.getButton() == MouseButton.PRIMARY
          && !isEmpty()
          && tick.getLayoutBounds().contains(at)) {
        toggle(getTreeItem());
        event.consume();
      }
    }

    @Override
    protected void updateItem(@Nullable FileEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      boolean folder = entry.type() == Type.FOLDER;
      icon.getChildren()
          .setAll(
              folder
                  ? Icons.of(Feather.FOLDER, 16, Tone.ACCENT)
                  : Icons.of(FileIcons.of(entry.name()), 16));
      name.setText(entry.name());
      size.setText(folder ? sizeOf(entry) : formats.size(entry.size()));
      var mark = model.mark(entry.path());
      tick.setIndeterminate(mark == Ticks.Mark.PARTLY);
      tick.setSelected(mark == Ticks.Mark.ON);
      setGraphic(row);
      setAccessibleText(
          texts.get(
              switch (mark) {
                case ON -> "kept.spoken.on";
                case PARTLY -> "kept.spoken.partly";
                case OFF -> "kept.spoken.off";
              },
              entry.name(),
              size.getText()));
    }

    private String sizeOf(FileEntry folder) {
      return model
          .size(folder.path())
          .map(
              found ->
                  texts.get("kept.size", formats.files(found.files()), formats.size(found.bytes())))
          .orElse("");
    }
  }
}
