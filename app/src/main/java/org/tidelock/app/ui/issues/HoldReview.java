package org.tidelock.app.ui.issues;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Bar;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Hold;

/// Asks what becomes of removals, or of rewrites that look like encryption, which wait because they are many. To decide later is the safe answer; to let
/// them through is never the easy one.
final class HoldReview {
  private static final int MOST_FILES = 100_000;
  private static final int MOST_FOLDERS = 4;
  private static final long TYPED_FROM = 10_000;

  private final PageContext context;
  private final Texts texts;
  private final Formats formats;
  private final Hold hold;
  private final List<String> files;
  private final VBox body = Ui.column(16);

  private HoldReview(PageContext context, Hold hold, List<String> files) {
    this.context = context;
    this.texts = context.texts();
    this.formats = context.formats();
    this.hold = hold;
    this.files = files;
  }

  private record Seen(Hold hold, List<String> files) {}

  /// Reads what waits and asks; says so if nothing does any more.
  static void open(PageContext context, String id) {
    context
        .ui()
        .tasks()
        .<List<Seen>>run(
            () ->
                context.vault().holds().stream()
                    .filter(hold -> hold.id().equals(id))
                    .map(hold -> new Seen(hold, context.vault().heldFiles(id, MOST_FILES)))
                    .toList(),
            seen -> {
              if (seen.isEmpty()) {
                context
                    .layer()
                    .toast(Feather.CHECK, Tone.SUCCESS, context.texts().get("hold.over"));
              }
              for (var one : seen) {
                context.layer().open(new HoldReview(context, one.hold(), one.files()).dialog());
              }
            },
            failure ->
                context
                    .layer()
                    .toast(
                        Feather.ALERT_TRIANGLE, Tone.WARNING, context.problem(failure).sentence()));
  }

  /// @param title and
  /// @param body what is asked
  /// @param undo what the safe answer does, and
  /// @param approve the other one
  /// @param back what can be had back whatever is answered
  private record Words(String title, String body, String undo, String approve, String back) {}

  private Words words() {
    var size = formats.size(hold.bytes());
    var where = hold.folder().isEmpty() ? texts.get("hold.top") : hold.folder();
    var since = formats.ago(hold.since());
    return switch (hold.kind()) {
      case DELETE_EVERYWHERE ->
          new Words(
              texts.get("hold.everywhere.title", hold.files()),
              texts.get("hold.everywhere.body", size, where, since),
              texts.get("hold.everywhere.undo"),
              texts.get("hold.everywhere.approve"),
              texts.get("hold.back"));
      case REMOVE_HERE ->
          new Words(
              texts.get("hold.here.title", hold.files()),
              texts.get("hold.here.body", size, where, since),
              texts.get("hold.here.undo"),
              texts.get("hold.here.approve"),
              texts.get("hold.back"));
      case REWRITE_EVERYWHERE ->
          new Words(
              texts.get("hold.rewrite.title", hold.files()),
              texts.get("hold.rewrite.body", size, where, since),
              texts.get("hold.rewrite.undo"),
              texts.get("hold.rewrite.approve"),
              texts.get("hold.rewrite.back"));
      case REWRITE_HERE ->
          new Words(
              texts.get("hold.replace.title", hold.files()),
              texts.get("hold.replace.body", size, where, since),
              texts.get("hold.replace.undo"),
              texts.get("hold.replace.approve"),
              texts.get("hold.replace.back"));
    };
  }

  private boolean removes() {
    return switch (hold.kind()) {
      case DELETE_EVERYWHERE, REMOVE_HERE -> true;
      case REWRITE_EVERYWHERE, REWRITE_HERE -> false;
    };
  }

  private DialogCard dialog() {
    var words = words();
    var later = Ui.button(texts.get("hold.later"), context.layer()::close, "accent");
    later.setId("hold-later");
    var undo = Ui.button(words.undo, () -> answer(false));
    undo.setId("hold-undo");
    var approve = Ui.button(words.approve, () -> answer(true), "danger-text");
    approve.setId("hold-approve");
    var see = Ui.button(Feather.LIST, texts.get("hold.see"), this::showFiles, "flat");
    see.setId("hold-see");
    body.getChildren().addAll(folders(), new Note(Feather.ROTATE_CCW, words.back));
    boolean veryMany =
        hold.files() > TYPED_FROM || 2 * hold.files() > context.model().status().files();
    if (removes() && veryMany) {
      body.getChildren().add(typed(approve));
    }
    body.getChildren().add(Ui.row(0, see));
    return new DialogCard(
        removes() ? Feather.TRASH_2 : Feather.ALERT_OCTAGON,
        Tone.WARNING,
        words.title,
        words.body,
        body,
        later,
        undo,
        approve);
  }

  /// How many in which folder below the common one; the last line stands for all others.
  private Node folders() {
    Map<String, Integer> counts = new TreeMap<>();
    for (var file : files) {
      counts.merge(below(file), 1, Integer::sum);
    }
    var most =
        counts.entrySet().stream()
            .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
            .toList();
    var panel = Ui.styled(Ui.column(12), "tl-inset");
    panel.setPadding(new Insets(16));
    int rest = 0;
    for (int i = 0; i < most.size(); i++) {
      var each = most.get(i);
      if (i < MOST_FOLDERS) {
        panel.getChildren().add(folder(each.getKey(), each.getValue()));
      } else {
        rest += each.getValue();
      }
    }
    if (rest > 0) {
      panel.getChildren().add(folder(texts.get("hold.others", most.size() - MOST_FOLDERS), rest));
    }
    return panel;
  }

  private String below(String file) {
    var from = hold.folder().isEmpty() ? 0 : hold.folder().length() + 1;
    int end = file.indexOf('/', from);
    if (end < 0) {
      return hold.folder().isEmpty() ? texts.get("hold.top") : hold.folder();
    }
    return file.substring(from, end);
  }

  private Node folder(String name, int count) {
    var label = Ui.label(name, "t-small", "t-medium");
    label.setPrefWidth(150);
    label.setMinWidth(0);
    var bar = Ui.grow(new Bar(4));
    bar.show((double) count / Math.max(1, files.size()), name);
    bar.danger();
    var said = Ui.label(formats.files(count), "t-small", "fg-muted");
    said.setMinWidth(Region.USE_PREF_SIZE);
    said.setPrefWidth(110);
    said.setAlignment(Pos.CENTER_RIGHT);
    var row = Ui.row(12, Icons.of(Feather.FOLDER, 18, Tone.ACCENT), label, bar, said);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Node typed(Button approve) {
    var word = texts.get("hold.word");
    var field = new TextField();
    field.setId("hold-word");
    field.setAccessibleText(texts.get("hold.type", word));
    approve.disableProperty().bind(field.textProperty().isNotEqualTo(word));
    return Ui.column(6, Ui.label(texts.get("hold.type", word), "t-small"), field);
  }

  private void showFiles() {
    var list = new ListView<String>();
    list.setId("hold-files");
    list.getStyleClass().add("tl-list");
    list.setAccessibleText(texts.get("hold.see"));
    list.getItems().setAll(files);
    list.setPrefHeight(180);
    body.getChildren().set(0, list);
    body.getChildren().removeLast();
    list.requestFocus();
  }

  private void answer(boolean approve) {
    context.layer().close();
    context.actions().answer(hold.id(), approve);
  }
}
