package org.tidelock.app.ui.files;

import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Segments;
import org.tidelock.app.ui.component.Segments.Choice;
import org.tidelock.app.ui.component.Ui;

/// Where the listed entries are: the way down to a folder, or what was searched; at the right, whether what is there or what was deleted
/// is listed.
final class PlaceBar extends HBox {
  private final Texts texts;
  private final FilesViewModel model;
  private final HBox way = new HBox(4);
  private final Segments<Boolean> deleted;

  PlaceBar(Texts texts, FilesViewModel model) {
    super(8);
    this.texts = texts;
    this.model = model;
    setAlignment(Pos.CENTER_LEFT);
    setPadding(new Insets(0, 12, 0, 8));
    setMinHeight(48);
    setMaxHeight(48);
    way.setAlignment(Pos.CENTER_LEFT);
    way.setMinWidth(0);
    deleted =
        new Segments<>(
            List.of(
                new Choice<>(false, texts.get("files.now")),
                new Choice<>(true, texts.get("files.wasDeleted"))),
            false,
            wanted -> {
              if (wanted) {
                model.showDeleted();
              } else {
                model.openFolder(model.folder());
              }
            });
    deleted.setId("files-deleted");
    deleted.getStyleClass().add("small");
    getChildren().addAll(Ui.grow(way), deleted);
    model.placeProperty().addListener((_, _, _) -> show());
    show();
  }

  private void show() {
    way.getChildren().clear();
    Ui.show(deleted, !(model.place() instanceof Place.Found));
    deleted.choose(model.place() instanceof Place.Deleted ? 1 : 0);
    switch (model.place()) {
      case Place.Found(var text) ->
          way.getChildren()
              .add(padded(Ui.label(texts.get("files.found", text), "t-small", "t-medium")));
      case Place.Folder(var path) -> crumbs(path);
      case Place.Deleted(var below) -> crumbs(below);
    }
  }

  private static HBox padded(javafx.scene.Node node) {
    var box = new HBox(node);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setPadding(new Insets(0, 0, 0, 8));
    return box;
  }

  private void crumbs(String path) {
    var home =
        Ui.iconButton(
            Feather.HOME, texts.get("files.top"), () -> model.openFolder(""), "flat", "small");
    home.setId("files-home");
    way.getChildren().add(home);
    int end = 0;
    while (end < path.length()) {
      int next = path.indexOf('/', end);
      int stop = next < 0 ? path.length() : next;
      var target = path.substring(0, stop);
      boolean last = stop == path.length();
      Button crumb =
          Ui.button(path.substring(end, stop), () -> model.openFolder(target), "flat", "small");
      crumb.getStyleClass().add(last ? "here" : "crumb");
      crumb.setMinWidth(last ? 40 : 24);
      crumb.setMaxWidth(Region.USE_PREF_SIZE);
      way.getChildren().addAll(Icons.of(Feather.CHEVRON_RIGHT, 14), crumb);
      end = stop + 1;
    }
  }
}
