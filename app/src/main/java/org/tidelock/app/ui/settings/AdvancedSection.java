package org.tidelock.app.ui.settings;

import javafx.scene.Node;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.diagnostics.DiagnosticsDialog;

/// What is needed only when something is wrong.
final class AdvancedSection implements Section {
  private final Node view;

  AdvancedSection(PageContext context) {
    Texts texts = context.texts();
    var look =
        Ui.button(texts.get("settings.diagnostics.look"), () -> DiagnosticsDialog.open(context));
    look.setId("settings-diagnostics");
    var row =
        new SettingRow(
            texts.get("settings.diagnostics"), texts.get("settings.diagnostics.body"), look);
    view = Section.titled(texts.get("settings.help"), new Card(row.last()));
  }

  @Override
  public Node view() {
    return view;
  }
}
