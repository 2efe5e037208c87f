package org.tidelock.app.ui.issues;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.OpenConflict.Keep;
import org.tidelock.engine.OpenConflict.Side;

/// Shows the versions of what was changed on two devices, and lets a person keep all of them or one. To keep all is the safe answer; whatever is kept,
/// the others stay in the history.
final class ConflictReview {
  /// More are shown in a pane that scrolls.
  private static final int MOST_SIDES = 3;

  private final PageContext context;
  private final Texts texts;
  private final OpenConflict conflict;

  private ConflictReview(PageContext context, OpenConflict conflict) {
    this.context = context;
    this.texts = context.texts();
    this.conflict = conflict;
  }

  /// Reads what there is of it now and asks; says so if it is settled by now.
  ///
  /// @param path of one of the sides
  static void open(PageContext context, String path) {
    context
        .ui()
        .tasks()
        .<Optional<OpenConflict>>run(
            () -> of(context.vault().conflicts(), path),
            found ->
                found.ifPresentOrElse(
                    conflict ->
                        context.layer().open(new ConflictReview(context, conflict).dialog()),
                    () ->
                        context
                            .layer()
                            .toast(
                                Feather.CHECK, Tone.SUCCESS, context.texts().get("conflict.over"))),
            failure ->
                context
                    .layer()
                    .toast(
                        Feather.ALERT_TRIANGLE, Tone.WARNING, context.problem(failure).sentence()));
  }

  private static Optional<OpenConflict> of(List<OpenConflict> all, String path) {
    return all.stream()
        .filter(c -> c.sides().stream().anyMatch(side -> side.path().equals(path)))
        .findFirst();
  }

  private DialogCard dialog() {
    var both =
        Ui.button(texts.get("conflict.both"), () -> settle(conflict.path(), Keep.BOTH), "accent");
    both.setId("conflict-both");
    var later = Ui.button(texts.get("conflict.later"), context.layer()::close);
    later.setId("conflict-later");
    var sides = Ui.column(12);
    for (int i = 0; i < conflict.sides().size(); i++) {
      sides.getChildren().add(side(conflict.sides().get(i), i));
    }
    Node shown = sides;
    if (conflict.sides().size() > MOST_SIDES) {
      var pane = Ui.withoutPicture(new ScrollPane(sides));
      pane.setFitToWidth(true);
      pane.setPrefHeight(300);
      shown = pane;
    }
    return new DialogCard(
            Feather.GIT_BRANCH,
            Tone.WARNING,
            texts.get("conflict.title", name(conflict.path())),
            texts.get("conflict.body"),
            Ui.column(16, shown, new Note(Feather.ROTATE_CCW, texts.get("conflict.back"))),
            both,
            later)
        .onEscape(context.layer()::close);
  }

  private Node side(Side side, int number) {
    var device = side.thisDevice() ? texts.get("activity.thisComputer") : side.device();
    var keep = Ui.button(texts.get("conflict.keep"), () -> settle(side.path(), Keep.THIS), "small");
    keep.setId("conflict-keep-" + number);
    keep.setAccessibleText(texts.get("conflict.keep.of", device));
    var open =
        Ui.button(Feather.EXTERNAL_LINK, texts.get("conflict.open"), () -> show(side), "small");
    open.setId("conflict-open-" + number);
    open.setAccessibleText(texts.get("conflict.open.of", device));
    var when = context.formats().version(side.made()) + " · " + context.formats().size(side.size());
    var name = Ui.label(name(side.path()), "t-caption", "fg-subtle");
    name.setMinWidth(0);
    var words =
        Ui.grow(
            Ui.column(
                2,
                Ui.label(device, "t-small", "t-medium"),
                Ui.label(when, "t-small", "fg-muted"),
                name));
    words.setMinWidth(0);
    var row = Ui.row(12, new Tile(Feather.MONITOR, 36, Tone.ACCENT), words, open, keep);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setPadding(new Insets(12, 16, 12, 16));
    return Ui.styled(row, "tl-inset");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void show(Side side) {
    context.open(side.path());
  }

  private void settle(String path, Keep keep) {
    context.layer().close();
    context.actions().settle(path, keep);
  }
}
