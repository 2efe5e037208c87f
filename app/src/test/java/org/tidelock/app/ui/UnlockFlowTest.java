package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// A locked profile.
@UsesWindow
final class UnlockFlowTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.locked(vault).start();
  }

  @Test
  void theRightPassphraseOpensTheVaultByKeyboard() {
    assertThat(window.words())
        .contains("Unlock your vault", "Files on this computer are unchanged.");
    assertThat(window.focus()).isEqualTo("unlock-passphrase");
    assertThat(window.enabled("#unlock-button")).isFalse();
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    assertThat(window.words()).contains("Everything is up to date");
  }

  @Test
  void aWrongPassphraseIsSaidAndSelectedForTypingAnew() {
    window.vaults.passphraseIsRight(false);
    window.write("wrong");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("That passphrase does not open this vault.");
    assertThat(window.focus()).isEqualTo("unlock-passphrase");
    window.vaults.passphraseIsRight(true);
    window.write("right");
    assertThat(typed()).as("replaces the wrong one").isEqualTo("right");
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
  }

  @Test
  void afterSeveralTriesTheKeyboardIsNamedAsACause() {
    window.vaults.passphraseIsRight(false);
    for (int i = 0; i < 3; i++) {
      assertThat(window.words()).doesNotContain("Caps Lock");
      window.write("wrong" + i);
      window.type(KeyCode.ENTER);
    }
    assertThat(window.words()).contains("Caps Lock or another keyboard layout can be the cause.");
  }

  @Test
  void theRecoveryKitOpensItToo() {
    window.choose("Use recovery kit");
    assertThat(window.shows("#unlock-passphrase")).isFalse();
    assertThat(window.focus()).isEqualTo("unlock-words");
    window.write("zebra apple");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("These are not the 24 words of a kit.");
    assertThat(window.focus()).isEqualTo("unlock-words");
    var key = window.vaults.vaultAt("file:///mnt/attic/vault", vault);
    window.fill("#unlock-words", String.join(" ", key.words()));
    window.fire("#unlock-button");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
  }

  /// What was wrong with the passphrase says nothing about the words.
  @Test
  void changingToTheKitTakesTheProblemAway() {
    window.vaults.passphraseIsRight(false);
    window.write("wrong");
    window.type(KeyCode.ENTER);
    window.choose("Use recovery kit");
    assertThat(window.words()).doesNotContain("That passphrase does not open this vault.");
    window.choose("Use passphrase");
    assertThat(window.focus()).isEqualTo("unlock-passphrase");
  }

  @Test
  void whatElseFailsIsSaid() {
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.LOCAL,
            "Another Tidelock uses this profile.",
            "Nothing was changed.",
            "Close it."));
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(window.words())
        .contains("Another Tidelock uses this profile. Nothing was changed. Close it.");
  }

  @Test
  void lockingClosesTheVaultAndAsksAgain() {
    window.write("copper lantern");
    window.type(KeyCode.ENTER);
    assertThat(vault.watching()).isTrue();
    window.type(KeyCode.CONTROL, KeyCode.L);
    assertThat(window.words()).contains("Unlock your vault");
    assertThat(vault.closed()).isTrue();
    assertThat(vault.listeners()).isZero();
    assertThat(window.controller.vault()).isEmpty();
    assertThat(typed()).as("nothing is left in the field").isEmpty();
  }

  private String typed() {
    var field = (TextInputControl) window.find("#unlock-passphrase");
    return Fx.get(() -> field.getText());
  }
}
