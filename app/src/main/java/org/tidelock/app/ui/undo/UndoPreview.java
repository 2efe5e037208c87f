package org.tidelock.app.ui.undo;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoReport.Items;
import org.tidelock.engine.UndoRequest;

/// Says what undoing something would do, before anybody agrees to it.
final class UndoPreview extends VBox {
  private static final int MOST_PATHS = 3;

  private final PageContext context;
  private final Texts texts;
  private final Consumer<Boolean> ready;
  private TaskRunner.@Nullable Handle asking;

  /// @param ready is told whether what is shown can be done
  UndoPreview(PageContext context, Consumer<Boolean> ready) {
    super(6);
    this.context = context;
    this.texts = context.texts();
    this.ready = ready;
    getStyleClass().add("tl-inset");
    setId("undo-preview");
    setPadding(new Insets(12, 16, 12, 16));
    setMinHeight(96);
  }

  void say(String words) {
    getChildren().setAll(Ui.paragraph(words, "t-small", "fg-muted"));
    ready.accept(false);
  }

  /// The last question wins.
  void ask(UndoRequest request) {
    stop();
    say(texts.get("undo.asking"));
    asking =
        context
            .ui()
            .tasks()
            .<UndoReport>run(
                () -> context.vault().previewUndo(request),
                report -> tell(request, report),
                failure -> say(context.problem(failure).sentence()));
  }

  void stop() {
    Optional.ofNullable(asking).ifPresent(TaskRunner.Handle::cancel);
  }

  private void tell(UndoRequest request, UndoReport report) {
    getChildren().clear();
    line("undo.back", report.back());
    boolean isLost = request instanceof UndoRequest.Lost;
    line(isLost ? "undo.lost.removed" : "undo.removed", report.removed());
    line("undo.reverted", report.reverted());
    line("undo.moved", report.moved());
    line("undo.left", report.left());
    if (report.isNothing()) {
      getChildren().addFirst(Ui.paragraph(texts.get("undo.nothing"), "t-small"));
    }
    ready.accept(!report.isNothing());
  }

  /// How many, and the first ones by name.
  private void line(String key, Items items) {
    if (items.count() == 0) {
      return;
    }
    var paths = items.paths().subList(0, Math.min(MOST_PATHS, items.paths().size()));
    var names = new ArrayList<>(paths);
    if (items.count() > paths.size()) {
      names.add("…");
    }
    getChildren()
        .add(
            Ui.column(
                0,
                Ui.paragraph(texts.get(key, items.count()), "t-small", "t-medium"),
                Ui.paragraph(String.join(", ", names), "t-caption", "fg-muted")));
  }
}
