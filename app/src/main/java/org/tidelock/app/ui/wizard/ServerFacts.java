package org.tidelock.app.ui.wizard;

import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;

/// What a server with which one can go on was found to be, and what Tidelock makes up for there.
final class ServerFacts extends VBox {
  private final UiContext ui;

  ServerFacts(UiContext ui, Look.Seen seen, StorageReport report) {
    super(16);
    this.ui = ui;
    getChildren().add(new PlaceFacts(ui, seen, tested(report)));
    report.findings().stream()
        .filter(finding -> finding.verdict() == Verdict.WEAK)
        .map(this::line)
        .forEach(getChildren()::add);
  }

  private Node line(Finding finding) {
    return Ui.row(
        12,
        Icons.of(Feather.INFO, 16, Tone.NEUTRAL),
        Ui.grow(Ui.paragraph(ui.formats().say(finding.said()), "t-small", "fg-muted")));
  }

  private String tested(StorageReport report) {
    return report
        .speed()
        .map(
            speed ->
                ui.texts()
                    .get(
                        "storage.server.works",
                        ui.formats().speed((double) speed.sending()),
                        ui.formats().speed((double) speed.receiving())))
        .orElse(ui.texts().get("storage.test.good"));
  }
}
