package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;

/// What a person is told of is chosen in the settings, counts at once and is kept.
@UsesWindow
final class SettingsNotificationsTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().settings("notifications");
  }

  private boolean isOn(String id) {
    var toggle = (ToggleSwitch) window.find("#settings-" + id);
    return Fx.get(toggle::isSelected);
  }

  @Test
  void whatOnlyAFewWantIsOffAtFirst() {
    assertThat(Arrays.stream(NoticeKind.values()).filter(kind -> isOn("notify-" + kind.id())))
        .containsExactly(
            NoticeKind.DECISION,
            NoticeKind.CONFLICT,
            NoticeKind.DEVICE,
            NoticeKind.STORAGE,
            NoticeKind.COMPLETION);
    assertThat(isOn("discreet")).isFalse();
  }

  @Test
  void eachIsTurnedOnAndOffAndKept() {
    for (var kind : NoticeKind.values()) {
      boolean before = window.ui.settings().tells(kind);
      window.flip("#settings-notify-" + kind.id());
      assertThat(window.ui.settings().tells(kind)).as(kind.id()).isNotEqualTo(before);
      assertThat(new UiSettings(home).tells(kind)).as(kind.id()).isNotEqualTo(before);
    }
    window.flip("#settings-discreet");
    assertThat(new UiSettings(home).discreet()).isTrue();
  }

  @Test
  void itCountsAtOnce() {
    window.flip("#settings-notify-decision");
    window.become(vault, SampleWorld.stopped());
    assertThat(window.notifier.told()).isEmpty();
  }

  @Test
  void discreetTheTrayHasNoNames() {
    assertThat(window.tray.menu()).contains("Recent changes");
    assertThat(window.tray.content().sentence()).startsWith("Mira’s vault: ");
    window.flip("#settings-discreet");
    assertThat(window.tray.menu())
        .doesNotContain("Recent changes")
        .startsWith("(Up to date)", "---", "Open Tidelock", "Open folder", "---");
    assertThat(window.tray.content().sentence()).isEqualTo("Everything is up to date");
  }
}
