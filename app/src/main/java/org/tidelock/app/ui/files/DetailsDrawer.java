package org.tidelock.app.ui.files;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.KeyValue;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.files.DetailsViewModel.Details;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.phrase.Said;

/// What is known about the chosen entry, at the right of the list.
final class DetailsDrawer extends Card {
  private static final double WIDTH = 312;

  private final PageContext context;
  private final Texts texts;
  private final DetailsViewModel model;
  private final Runnable close;
  private final Runnable openFolder;
  private final VBox head = new VBox(16);
  private final VBox facts = new VBox(10);
  private final Label versionCount = Ui.label("", "t-small", "fg-muted");
  private final VBox versionBox;
  private final VersionList versions;
  private final VBox why = new VBox(8);
  private boolean whyShown;

  /// @param openFolder opens the chosen folder in the list
  DetailsDrawer(PageContext context, DetailsViewModel model, Runnable close, Runnable openFolder) {
    this.context = context;
    this.texts = context.texts();
    this.model = model;
    this.close = close;
    this.openFolder = openFolder;
    this.versions = new VersionList(context, model);
    setId("files-details");
    setMinWidth(WIDTH);
    setMaxWidth(WIDTH);
    var title =
        Ui.row(8, Ui.label(texts.get("files.versions"), "t-sub"), Ui.spacer(), versionCount);
    title.setPadding(new Insets(0, 8, 0, 8));
    versionBox = new VBox(8, Ui.separator(), title, versions);
    versionBox.setPadding(new Insets(0, 12, 0, 12));
    VBox.setMargin(versionBox.getChildren().getFirst(), new Insets(0, -11, 8, -11));
    head.setPadding(new Insets(20, 20, 16, 20));
    facts.setPadding(new Insets(16, 20, 16, 20));
    why.setPadding(new Insets(12, 20, 16, 20));
    var content = new VBox(head, lined(), facts, versionBox, why);
    var scroll = Ui.grow(Ui.scroll(content));
    getChildren().add(Ui.rounded(scroll, 11));
    model.entryProperty().addListener((_, _, _) -> showEntry());
    model.detailsProperty().addListener((_, _, _) -> showDetails());
  }

  private static Node lined() {
    var line = Ui.separator();
    VBox.setMargin(line, new Insets(0, 1, 0, 1));
    return line;
  }

  private void showEntry() {
    model.entryProperty().get().ifPresent(this::show);
  }

  private void show(FileEntry entry) {
    head.getChildren().setAll(title(entry), buttons(entry));
    var formats = context.formats();
    var words = FileWords.of(entry, context);
    var state = new KeyValue(texts.get("files.state"), words.word());
    words.tone().paintText(state.value());
    state.value().setGraphic(Icons.of(words.icon(), 14, words.tone()));
    facts.getChildren().setAll(state);
    if (entry.type() == Type.FILE) {
      add("files.size", formats.size(entry.size()));
    }
    add("files.modified", formats.version(entry.modified()));
    add("files.changedBy", entry.device());
    Ui.show(versionBox, entry.type() != Type.FOLDER);
    showWhy(model.detailsProperty().get().why());
  }

  private void add(String key, String value) {
    facts.getChildren().add(new KeyValue(texts.get(key), value));
  }

  private HBox title(FileEntry entry) {
    var name = Ui.paragraph(entry.name(), "t-sub");
    var parent = Place.parent(entry.path());
    var where =
        Ui.paragraph(
            parent.isEmpty() ? texts.get("files.top") : parent.replace("/", " / "),
            "t-caption",
            "fg-subtle");
    var words = Ui.grow(Ui.column(0, name, where));
    words.setAlignment(Pos.CENTER_LEFT);
    var leave = Ui.iconButton(Feather.X, texts.get("files.details.close"), close, "flat", "small");
    leave.setId("files-details-close");
    var row = new HBox(12, new Tile(FileWords.glyph(entry), 44, Tone.ACCENT), words, leave);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private HBox buttons(FileEntry entry) {
    if (entry.deleted().isPresent() || entry.local() == FileEntry.Local.HELD) {
      var restore =
          Ui.button(
              Feather.ROTATE_CCW,
              texts.get("files.restore"),
              model::restoreGone,
              "small",
              "accent");
      restore.setId("files-restore");
      restore.disableProperty().bind(model.busyProperty());
      return new HBox(8, Ui.grow(restore));
    }
    Runnable openIt = entry.type() == Type.FOLDER ? openFolder : () -> open(entry.path());
    var open = Ui.button(texts.get("files.open"), openIt, "small", "accent");
    open.setId("files-open");
    var show =
        Ui.button(
            texts.get("files.showInFolder"),
            () -> open(entry.type() == Type.FOLDER ? entry.path() : Place.parent(entry.path())),
            "small");
    open.setDisable(!FileWords.here(entry));
    show.setDisable(!FileWords.here(entry));
    return new HBox(8, Ui.grow(open), Ui.grow(show));
  }

  private void open(String path) {
    context.open(path);
  }

  private void showDetails() {
    Details details = model.detailsProperty().get();
    versions.show(details.versions());
    versionCount.setText(
        details.versions().isEmpty()
            ? ""
            : texts.get("files.versions.count", details.versions().size()));
    showWhy(details.why());
  }

  private void showWhy(List<Said> facts) {
    why.getChildren().clear();
    if (facts.isEmpty()) {
      return;
    }
    boolean inSync =
        model
            .entryProperty()
            .get()
            .map(entry -> FileWords.of(entry, context).tone() == Tone.SUCCESS)
            .orElse(false);
    var ask =
        Ui.button(
            whyShown ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT,
            texts.get(inSync ? "files.why" : "files.whyNot"),
            this::toggleWhy,
            "link",
            "small");
    ask.setId("files-why");
    why.getChildren().add(ask);
    if (whyShown) {
      for (int i = 0; i < facts.size(); i++) {
        var number = Ui.label(String.valueOf(i + 1), "t-small", "fg-subtle");
        number.setMinWidth(14);
        why.getChildren()
            .add(
                new HBox(
                    8,
                    number,
                    Ui.grow(
                        Ui.paragraph(context.formats().say(facts.get(i)), "t-small", "fg-muted"))));
      }
    }
  }

  private void toggleWhy() {
    whyShown = !whyShown;
    showWhy(model.detailsProperty().get().why());
    Optional.ofNullable(why.lookup("#files-why")).ifPresent(Node::requestFocus);
  }
}
