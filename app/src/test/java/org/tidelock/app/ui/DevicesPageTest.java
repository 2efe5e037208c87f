package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.DeviceInfo;

/// Who is in the vault, what can be compared, and how one more is added.
@UsesWindow
final class DevicesPageTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start();
  }

  @Test
  void devicesAreListedAndRemovedOnesApart() {
    vault.devices(SampleWorld.devicesAndOneRemoved());
    window.page(PageId.DEVICES);
    assertThat(window.words())
        .containsSubsequence(
            "Mira’s ThinkPad",
            "This computer",
            "Added 1 Aug",
            "granite clover lantern tundra violet basket",
            "Here now",
            "Studio iMac",
            "Seen 4 minutes ago",
            "Attic NAS",
            "Removed",
            "Old Latitude",
            "Removed 26 Oct",
            "A removed device can read nothing that is written after it was removed.");
    assertThat(window.words()).doesNotContain("Only this computer");
    var spoken = Fx.get(() -> window.findAll(".device-card").get(3).getAccessibleText());
    assertThat(spoken)
        .isEqualTo(
            "Old Latitude, Removed 26 Oct, Added 6 Aug, Seen on 25 Oct, "
                + "Fingerprint: velvet puzzle onion harbor silver meadow");
  }

  @Test
  void whoIsAloneIsToldWhatASecondDeviceIsGoodFor() {
    vault.devices(SampleWorld.devices().subList(0, 1));
    window.page(PageId.DEVICES);
    assertThat(window.words())
        .contains("Only this computer uses the vault", "your best protection against losing this")
        .doesNotContain("A removed device");
  }

  @Test
  void howOneIsAddedIsShownWithWhatIsNeededFromHere() {
    window.page(PageId.DEVICES);
    assertThat(window.shows("#device-add-panel")).isFalse();
    Fx.run(() -> window.find("#devices-add").requestFocus());
    window.type(KeyCode.INSERT);
    window.fire("#admit-instead");
    assertThat(window.focus()).isEqualTo("device-add-copy");
    assertThat(window.words())
        .contains(
            "choose “Join an existing vault”", "/mnt/attic/vault", "The new computer has to reach")
        .containsSubsequence("river", "stamp", "onion", "kite", "velvet", "harbor");
    window.fire("#device-add-copy");
    assertThat(Fx.get(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("/mnt/attic/vault");
    window.type(KeyCode.ESCAPE);
    assertThat(window.shows("#device-add-panel")).isFalse();
    assertThat(window.focus()).isEqualTo("devices-add");
  }

  @Test
  void detailsHaveExactTimesAndWordsToCompare() {
    vault.devices(SampleWorld.devicesAndOneRemoved());
    window.page(PageId.DEVICES).fire("#device-details-d2");
    assertThat(window.words())
        .contains("On that device, this page shows the same words")
        .containsSubsequence("cobalt", "meadow", "rocket", "silver", "anchor", "puzzle", "d2");
    window.fire("#device-details-close");
    window.fire("#device-details-d1");
    assertThat(window.words()).contains("Other devices show the same words here");
    window.fire("#device-details-close");
    window.fire("#device-details-d4");
    assertThat(window.words()).contains("It does not belong to the vault any more.");
  }

  @Test
  void aDeviceThatHasComeIsListedAndTold() {
    window.page(PageId.DEVICES);
    Fx.run(() -> window.find("#device-details-d2").requestFocus());
    vault.devices(SampleWorld.devices().subList(0, 2));
    window.become(vault, SampleWorld.attention());
    assertThat(window.words())
        .contains("The device Attic NAS was added to the vault, on 22 Nov", "If it is not yours")
        .containsOnlyOnce("Attic NAS");
    assertThat(window.focus()).as("though the cards are others").isEqualTo("device-details-d2");
    vault.devices(SampleWorld.devices());
    window.type(KeyCode.F5);
    assertThat(window.words()).contains("maple orbit canyon willow ember pilot");
    vault.devices(SampleWorld.devicesWithoutNas());
    window.type(KeyCode.F5);
    assertThat(window.words()).as("it is out").doesNotContain("was added to the vault");
    window.page(PageId.ISSUES).fire("#issue-devices");
    assertThat(window.shell().current()).isEqualTo(PageId.DEVICES);
  }

  @Test
  void whatIsNotSeenForLongIsNotNear() {
    var silent =
        new DeviceInfo(
            "d9",
            "Attic NAS",
            false,
            window.clock.instant().minus(Duration.ofDays(3)),
            Optional.empty(),
            "maple orbit canyon willow ember pilot",
            Optional.empty());
    vault.devices(List.of(SampleWorld.devices().getFirst(), silent));
    window.page(PageId.DEVICES);
    assertThat(window.words()).contains("Not heard of yet");
    var dots = window.findAll(".device-card .dot");
    assertThat(Fx.get(() -> dots.get(0).getStyleClass())).contains("success");
    assertThat(Fx.get(() -> dots.get(1).getStyleClass())).doesNotContain("success");
  }
}
