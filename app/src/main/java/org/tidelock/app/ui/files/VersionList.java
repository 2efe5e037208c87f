package org.tidelock.app.ui.files;

import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.FileVersion;

/// The versions of a file as beads on a line, newest on top. Choosing an earlier one offers to bring it back.
final class VersionList extends VBox {
  private static final int STEP = 30;

  private final PageContext context;
  private final Texts texts;
  private final DetailsViewModel model;
  private List<FileVersion> versions = List.of();
  private int most = STEP;

  VersionList(PageContext context, DetailsViewModel model) {
    this.context = context;
    this.texts = context.texts();
    this.model = model;
  }

  void show(List<FileVersion> found) {
    versions = found;
    most = STEP;
    build();
  }

  private void build() {
    getChildren().clear();
    var group = new ToggleGroup();
    var shown = versions.stream().limit(most).toList();
    for (int i = 0; i < shown.size(); i++) {
      getChildren().add(row(i, i == versions.size() - 1, group));
    }
    if (versions.size() > most) {
      var more =
          Ui.button(
              texts.get("files.versions.older", versions.size() - most),
              () -> {
                most += STEP;
                build();
              },
              "link",
              "small");
      getChildren().add(more);
    }
  }

  private VBox row(int index, boolean last, ToggleGroup group) {
    var version = versions.get(index);
    var head = head(version, index, last);
    var row = Ui.styled(new VBox(head), "version");
    if (version.current()) {
      // The present one is what a person would go back from, not to.
      head.setMouseTransparent(true);
      head.setFocusTraversable(false);
      return row;
    }
    var choices = choices(version);
    head.setToggleGroup(group);
    head.selectedProperty()
        .addListener(
            (_, _, chosen) -> {
              row.getStyleClass().remove("chosen");
              row.getChildren().remove(choices);
              if (chosen) {
                row.getStyleClass().add("chosen");
                row.getChildren().add(choices);
              }
            });
    return row;
  }

  private ToggleButton head(FileVersion version, int index, boolean last) {
    var when = context.formats().version(version.recorded());
    var device = device(version);
    var size = context.formats().size(version.size());
    var words =
        Ui.grow(
            Ui.column(
                0,
                Ui.label(when, "t-small", "t-medium"),
                Ui.label(device, "t-caption", "fg-subtle")));
    var amount = Ui.label(size, "t-caption", "fg-muted");
    amount.setMinWidth(Region.USE_PREF_SIZE);
    var line = new HBox(12, bead(version, last), words, amount);
    line.setAlignment(Pos.TOP_LEFT);
    line.setMouseTransparent(true);
    var head = new ToggleButton(null, line);
    head.getStyleClass().setAll("version-head");
    head.setMaxWidth(Double.MAX_VALUE);
    line.prefWidthProperty().bind(head.widthProperty().subtract(16));
    head.setAccessibleText(
        texts.get("files.version.spoken", index + 1, versions.size(), when, device, size));
    return head;
  }

  private String device(FileVersion version) {
    var name =
        version.device().equals(context.model().info().device())
            ? texts.get("activity.thisComputer")
            : version.device();
    return version.current() ? texts.get("files.version.current", name) : name;
  }

  private static Node bead(FileVersion version, boolean last) {
    var bead = Ui.styled(new Region(), "version-bead");
    if (version.current()) {
      bead.getStyleClass().add("current");
    }
    var line = Ui.styled(new Region(), "version-line");
    VBox.setVgrow(line, javafx.scene.layout.Priority.ALWAYS);
    line.setVisible(!last);
    var column = new VBox(bead, line);
    column.setAlignment(Pos.TOP_CENTER);
    column.setPadding(new Insets(3, 0, 0, 0));
    return column;
  }

  private HBox choices(FileVersion version) {
    Button restore =
        Ui.button(
            Feather.ROTATE_CCW, texts.get("files.restore"), () -> model.restore(version), "small");
    restore.setId("version-restore");
    Button copy =
        Ui.button(Feather.DOWNLOAD, texts.get("files.copy"), () -> model.copy(version), "small");
    copy.setId("version-copy");
    restore.disableProperty().bind(model.busyProperty());
    copy.disableProperty().bind(model.busyProperty());
    var row = new HBox(8, Ui.grow(restore), Ui.grow(copy));
    row.setPadding(new Insets(2, 8, 8, 8));
    return row;
  }
}
