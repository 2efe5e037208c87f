package org.tidelock.app.ui.activity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.TransferRow;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Direction;
import org.tidelock.engine.Progress.Transfer;

/// The files on their way; not there while none is.
final class TransfersCard extends StackPane {
  private static final int ROWS = 4;

  private final PageContext context;
  private final TransferSpeeds speeds = new TransferSpeeds();
  private final Label counts = Ui.label("", "t-small", "fg-muted");
  private final VBox rows = new VBox();
  private Map<String, TransferRow> known = new HashMap<>();

  TransfersCard(PageContext context) {
    this.context = context;
    getChildren().add(Card.of(context.texts().get("activity.now"), counts, rows));
    setMinHeight(USE_PREF_SIZE);
    context.model().statusProperty().addListener((_, _, _) -> show());
    show();
  }

  private void show() {
    var progress = context.model().status().progress();
    List<Transfer> transfers = progress.map(Progress::transfers).orElse(List.of());
    speeds.measure(context.ui().clock().instant(), transfers);
    Ui.show(this, !transfers.isEmpty());
    progress.ifPresent(this::count);
    var shown = new HashMap<String, TransferRow>();
    rows.getChildren().clear();
    for (var transfer : transfers.stream().limit(ROWS).toList()) {
      // The same row for the same file, so that its bar goes on instead of jumping.
      var row =
          known.getOrDefault(
              transfer.path(), new TransferRow(transfer.direction() == Direction.SENDING));
      fill(row, transfer);
      shown.put(transfer.path(), row);
      row.getStyleClass().remove("last");
      rows.getChildren().add(row);
    }
    if (!rows.getChildren().isEmpty()) {
      ((TransferRow) rows.getChildren().getLast()).last();
    }
    known = shown;
  }

  private void count(Progress progress) {
    long active = progress.transfers().stream().filter(one -> one.done() > 0).count();
    long waiting = Math.max(0, progress.totalFiles() - progress.files() - active);
    counts.setText(context.texts().get("activity.now.counts", active, waiting));
  }

  private void fill(TransferRow row, Transfer transfer) {
    var texts = context.texts();
    var formats = context.formats();
    var path = transfer.path();
    int slash = path.lastIndexOf('/');
    double share = transfer.total() == 0 ? 0 : (double) transfer.done() / transfer.total();
    var percent = texts.get("activity.now.percent", Math.floor(share * 100));
    boolean waits = transfer.done() == 0 && speeds.of(transfer).isEmpty();
    var key =
        transfer.direction() == Direction.SENDING
            ? "activity.now.sending"
            : "activity.now.receiving";
    var left =
        waits
            ? texts.get("activity.now.waiting")
            : speeds.remaining(transfer).map(formats::shortDuration).orElse(percent);
    row.show(
        new TransferRow.Look(
            path.substring(slash + 1),
            slash < 0 ? "" : path.substring(0, slash),
            texts.get(
                "activity.now.amount",
                formats.size(transfer.done()),
                formats.size(transfer.total())),
            share,
            speeds.of(transfer).map(formats::speed).orElse(""),
            left,
            waits),
        texts.get(key, path.substring(slash + 1), percent));
  }
}
