package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.SampleWorld;

/// When the program starts is chosen in the settings, and is what the computer says.
@UsesWindow
final class SettingsGeneralTest extends OwnWindow {
  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(SampleWorld.vault()).start().settings("general");
  }

  private boolean isShownOn() {
    window.settle();
    var toggle = (ToggleSwitch) window.find("#settings-login");
    return Fx.get(toggle::isSelected);
  }

  @Test
  void startingAtSignInIsTurnedOnAndOff() {
    assertThat(isShownOn()).isFalse();
    window.flip("#settings-login");
    window.settle();
    assertThat(window.atLogin.isOn()).isTrue();
    assertThat(isShownOn()).isTrue();
    window.flip("#settings-login");
    window.settle();
    assertThat(window.atLogin.isOn()).isFalse();
  }

  @Test
  void whatADesktopHasChangedIsShown() throws IOException {
    window.atLogin.set(true);
    window.page(PageId.OVERVIEW).settings("general");
    assertThat(isShownOn()).isTrue();
    window.atLogin.set(false);
    window.page(PageId.OVERVIEW).settings("general");
    assertThat(isShownOn()).isFalse();
    assertThat(window.atLogin.isOn()).as("to look changes nothing").isFalse();
  }

  @Test
  void whatCannotBeChangedIsSaidAndNotShown() throws IOException {
    Files.writeString(home.resolve("config"), "no folder");
    window.flip("#settings-login");
    assertThat(isShownOn()).isFalse();
    assertThat(window.words()).contains("That could not be changed");
  }
}
