package org.tidelock.app.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.desktop.AtLogin;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;

/// Whether the program starts when its person signs in.
final class LoginRow {
  private final PageContext context;
  private final AtLogin atLogin;
  private final ToggleSwitch toggle = new ToggleSwitch();
  private final SettingRow row;

  /// What the computer says, whatever the switch shows.
  private boolean known;

  LoginRow(PageContext context, AtLogin atLogin) {
    this.context = context;
    this.atLogin = atLogin;
    Texts texts = context.texts();
    toggle.setId("settings-login");
    toggle.setAccessibleText(texts.get("settings.login"));
    toggle.setAccessibleHelp(texts.get("settings.login.body"));
    toggle.selectedProperty().addListener((_, _, on) -> choose(on));
    row = new SettingRow(texts.get("settings.login"), texts.get("settings.login.body"), toggle);
  }

  SettingRow row() {
    return row;
  }

  void refresh() {
    context
        .ui()
        .tasks()
        .<Boolean>run(atLogin::isOn, this::tell, failure -> context.problem(failure));
  }

  private void tell(boolean on) {
    known = on;
    toggle.setSelected(on);
  }

  private void choose(boolean on) {
    if (on == known) {
      return;
    }
    context
        .ui()
        .tasks()
        .<Boolean>run(
            () -> {
              atLogin.set(on);
              return atLogin.isOn();
            },
            this::tell,
            failure -> {
              context.problem(failure); // to the log
              tell(known);
              context
                  .layer()
                  .toast(
                      Feather.ALERT_TRIANGLE,
                      Tone.WARNING,
                      context.texts().get("settings.login.failed"));
            });
  }
}
