package org.tidelock.app.ui.wizard;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import javafx.scene.Node;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.SettingRow;

/// Whether the person is told when the first sync is complete, which may be hours later.
final class FirstSyncRow {
  private FirstSyncRow() {}

  /// Nothing where the desktop cannot say it.
  static List<Node> of(UiContext ui) {
    return ui.notifier().isPresent() ? List.of(card(ui)) : List.of();
  }

  private static Card card(UiContext ui) {
    var texts = ui.texts();
    ui.settings().awaitsFirstSync(true);
    var toggle = new ToggleSwitch();
    toggle.setId("done-notify");
    toggle.setAccessibleText(texts.get("done.notify"));
    toggle.setSelected(true);
    toggle.selectedProperty().addListener((_, _, on) -> ui.settings().awaitsFirstSync(on));
    return new Card(
        new SettingRow(texts.get("done.notify"), texts.get("done.notify.body"), toggle).last());
  }
}
