package org.tidelock.app.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.NoticeKind;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiSettings;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Ui;

/// What the desktop is to say while nobody looks at the window, and whether others may read it.
final class NotificationSection implements Section {
  private final Texts texts;
  private final UiSettings settings;
  private final Node view;

  NotificationSection(PageContext context) {
    this.texts = context.texts();
    this.settings = context.ui().settings();
    var kinds = Arrays.stream(NoticeKind.values()).map(this::row).toArray(SettingRow[]::new);
    kinds[kinds.length - 1].last();
    this.view =
        Ui.column(
            24,
            Section.titled(
                texts.get("settings.notify.title"),
                new Card(kinds),
                new Note(Feather.INFO, texts.get("settings.notify.note"))),
            Section.titled(texts.get("settings.discreet.title"), new Card(discreet().last())));
  }

  private SettingRow row(NoticeKind kind) {
    var key = "settings.notify." + kind.id();
    return row(
        "settings-notify-" + kind.id(), key, settings.tells(kind), on -> settings.tells(kind, on));
  }

  private SettingRow discreet() {
    return row("settings-discreet", "settings.discreet", settings.discreet(), settings::discreet);
  }

  private SettingRow row(String id, String key, boolean isOn, Consumer<Boolean> choose) {
    var title = texts.get(key);
    var body = texts.get(key + ".body");
    var toggle = new ToggleSwitch();
    toggle.setId(id);
    toggle.setAccessibleText(title);
    toggle.setAccessibleHelp(body);
    toggle.setSelected(isOn);
    toggle.selectedProperty().addListener((_, _, on) -> choose.accept(on));
    return new SettingRow(title, body, toggle);
  }

  @Override
  public Node view() {
    return view;
  }
}
