package org.tidelock.app.ui.settings;

import javafx.scene.Node;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Ui;

/// The recovery kit.
final class SecuritySection implements Section {
  private final PageContext context;
  private final Texts texts;
  private final SettingRow kit;
  private final Node view;

  SecuritySection(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    var make = Ui.button(texts.get("settings.kit.make"), context.actions()::newRecoveryKit);
    make.setId("settings-new-kit");
    kit = new SettingRow(texts.get("settings.kit"), "", make).last();
    view = Section.titled(texts.get("settings.kits"), new Card(kit));
    context.model().statusProperty().addListener((_, _, _) -> show());
    show();
  }

  private void show() {
    boolean confirmed = context.model().kitConfirmed();
    kit.say(texts.get(confirmed ? "settings.kit.confirmed" : "settings.kit.open"));
  }

  @Override
  public Node view() {
    return view;
  }
}
