package org.tidelock.app.ui.provider;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.component.FileIcons;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;

/// The vault's tree by its real names. A folder is asked for when it is unfolded.
final class NameTree extends TreeView<FileEntry> {
  private final ProviderViewModel model;
  private final Formats formats;
  private boolean unfolded;

  NameTree(ProviderViewModel model, Formats formats) {
    this.model = model;
    this.formats = formats;
    getStyleClass().add("tl-tree");
    setShowRoot(false);
    setFixedCellSize(32);
    setRoot(new TreeItem<>());
    setCellFactory(_ -> new NameCell());
  }

  /// Asks for the top again; what is unfolded below it stays as it is if the folder is still there.
  void refresh(String top) {
    model.children(
        top,
        found -> {
          var known = List.copyOf(getRoot().getChildren());
          if (known.stream().map(TreeItem::getValue).toList().equals(found)) {
            return;
          }
          getRoot().getChildren().setAll(found.stream().map(this::item).toList());
          getRoot().setExpanded(true);
          if (!unfolded) {
            unfolded = true;
            unfold(getRoot(), 2, 2);
          }
        });
  }

  /// Some folders stand open from the start, so that the two sides can be compared at once: `most` of them, and in each the first one.
  private static void unfold(TreeItem<FileEntry> parent, int most, int levels) {
    parent.getChildren().stream()
        .filter(Folder.class::isInstance)
        .map(Folder.class::cast)
        .limit(most)
        .forEach(
            folder -> {
              folder.levels = levels - 1;
              folder.setExpanded(true);
            });
  }

  private TreeItem<FileEntry> item(FileEntry entry) {
    if (entry.type() != Type.FOLDER) {
      return new TreeItem<>(entry);
    }
    return new Folder(entry);
  }

  /// Looks as if it could be unfolded until it was.
  private final class Folder extends TreeItem<FileEntry> {
    private boolean asked;
    private int levels;

    Folder(FileEntry entry) {
      super(entry);
      expandedProperty()
          .addListener(
              (_, _, expanded) -> {
                if (expanded && !asked) {
                  asked = true;
                  model.children(
                      entry.path(),
                      found -> {
                        getChildren().setAll(found.stream().map(NameTree.this::item).toList());
                        if (levels > 0) {
                          unfold(this, 1, levels);
                        }
                      });
                }
              });
    }

    @Override
    public boolean isLeaf() {
      return asked && getChildren().isEmpty();
    }
  }

  private final class NameCell extends TreeCell<FileEntry> {
    private final HBox icon = new HBox();
    private final Label name = Ui.label("", "t-small", "t-medium");
    private final Label size = Ui.label("", "t-small", "fg-muted");
    private final HBox row = new HBox(8, icon, Ui.grow(name), size);

    NameCell() {
      row.setAlignment(Pos.CENTER_LEFT);
      icon.setAlignment(Pos.CENTER);
      name.setMinWidth(0);
      size.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
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
      size.setText(folder ? "" : formats.size(entry.size()));
      setGraphic(row);
      setAccessibleText(folder ? entry.name() : entry.name() + ", " + size.getText());
    }
  }
}
