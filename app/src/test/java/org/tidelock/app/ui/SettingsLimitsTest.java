package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// The limits of the line, typed in the settings: they count while they are typed, and what cannot count says so below its field.
@UsesWindow
final class SettingsLimitsTest {
  @TempDir Path home;
  private final FakeVault vault = SampleWorld.vault();
  private TestWindow window;

  @BeforeEach
  void open() {
    window = new TestWindow(home).with(vault).start().settings("network");
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void aLimitCountsAsSoonAsItIsTyped() {
    assertThat(window.words()).contains("As fast as the line is", "The limits hold all day.");
    Fx.run(() -> window.find("#limit-send").requestFocus());
    window.type(KeyCode.DIGIT6);
    assertThat(vault.bandwidth().send()).hasValue(6_000_000);
    assertThat(window.words()).contains("At most 6 MB/s");
    window.type(KeyCode.BACK_SPACE);
    assertThat(vault.bandwidth()).as("off again").isEqualTo(BandwidthLimits.NONE);
    assertThat(window.words()).doesNotContain("At most 6 MB/s");
  }

  @Test
  void whatCannotCountIsSaidBelowItsField() {
    window.fill("#limit-send", "6");
    window.fill("#limit-send", "6,5");
    assertThat(window.words()).contains("Write a number such as 2 or 0.5", "At most 6 MB/s");
    var spoken = Fx.get(() -> window.find("#limit-send").getAccessibleHelp());
    assertThat(spoken).startsWith("Write a number");
    assertThat(vault.bandwidth().send()).hasValue(6_000_000);
    window.fill("#limit-send", "0.01");
    assertThat(window.words()).contains("At least 0.05").doesNotContain("Write a number");
    window.fill("#limit-send", "0.05");
    assertThat(window.words()).contains("At most 50 KB/s").doesNotContain("At least 0.05");
  }

  @Test
  void limitsHoldInTheHoursThatAreChosen() {
    assertThat(window.shows("#limit-from")).isFalse();
    window.flip("#limit-timed");
    assertThat(window.words()).contains("There is no limit yet");
    window.fill("#limit-receive", "2");
    window.fill("#limit-to", "18:00");
    window.fill("#limit-from", "22:00");
    assertThat(window.words()).contains("The limits hold from 22:00 to 18:00 each day");
    window.fill("#limit-to", "22:00");
    assertThat(window.words()).contains("That is no time at all.", "from 22:00 to 18:00");
    window.flip("#limit-timed");
    assertThat(window.words()).contains("The limits hold all day.");
    assertThat(vault.bandwidth().hours()).isEmpty();
  }

  /// At a terminal, for example, which asks this window.
  @Test
  void whatWasChangedElsewhereIsThereWhenThePartIsShownAgain() throws Exception {
    vault.limit(
        new BandwidthLimits(
            OptionalLong.of(500_000), OptionalLong.empty(), java.util.Optional.empty()));
    window.settings("general").settings("network");
    assertThat(window.words()).contains("At most 500 KB/s");
    assertThat(window.words().lines()).contains("0.5");
  }

  @Test
  void whatDoesNotWorkIsSaidAndTheOldLimitGoesOn() {
    window.fill("#limit-send", "6");
    vault.failNext(
        new TidelockException(
            ErrorCode.LOCAL, "The profile cannot be written.", "Nothing was changed.", "Wait."));
    window.fill("#limit-send", "7");
    assertThat(window.words()).contains("The profile cannot be written.", "At most 6 MB/s");
    window.fill("#limit-send", "8");
    assertThat(window.words()).contains("At most 8 MB/s").doesNotContain("cannot be written");
  }
}
