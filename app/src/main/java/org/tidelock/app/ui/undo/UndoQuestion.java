package org.tidelock.app.ui.undo;

import javafx.scene.control.Button;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.UndoRequest;

/// Says what undoing one thing would do, and asks whether it is meant. Not to do it is the safe answer.
public final class UndoQuestion {
  private UndoQuestion() {}

  /// @param title what is asked
  public static void open(PageContext context, String title, UndoRequest request) {
    open(context, title, request, () -> {});
  }

  /// @param agreed is told that it is undone now
  public static void open(PageContext context, String title, UndoRequest request, Runnable agreed) {
    var texts = context.texts();
    open(
        context, new Words(title, texts.get("undo.body"), texts.get("undo.undo")), request, agreed);
  }

  /// Whether what the storage has lost is to be given up.
  ///
  /// @param agreed is told that it is given up now
  public static void lost(PageContext context, Runnable agreed) {
    var texts = context.texts();
    var words =
        new Words(
            texts.get("undo.lost.title"), texts.get("undo.lost.body"), texts.get("undo.lost.undo"));
    open(context, words, new UndoRequest.Lost(), agreed);
  }

  /// @param undo what the button says that does it
  private record Words(String title, String body, String undo) {}

  private static void open(PageContext context, Words words, UndoRequest request, Runnable agreed) {
    var texts = context.texts();
    Button undo =
        Ui.button(
            Feather.ROTATE_CCW,
            words.undo,
            () -> {
              context.layer().close();
              context.actions().undo(request);
              agreed.run();
            });
    undo.setId("undo-undo");
    var preview = new UndoPreview(context, ready -> undo.setDisable(!ready));
    var close = Ui.button(texts.get("undo.close"), context.layer()::close, "accent");
    close.setId("undo-close");
    preview.ask(request);
    context
        .layer()
        .open(
            new DialogCard(
                    Feather.ROTATE_CCW, Tone.ACCENT, words.title, words.body, preview, close, undo)
                .onClosed(preview::stop));
  }
}
