package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.SampleWorld;

/// Setting up without a mouse.
@UsesWindow
final class WizardKeyboardTest extends OwnWindow {

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh;
  }

  /// It pressed Back, which had the focus because it came first.
  @Test
  void enterContinuesFromTheFirstStep() {
    window.start().fire("#welcome-create");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Which folder should stay in sync?");
  }

  @Test
  void enterDoesNotLeaveAStepThatMayNotBeLeft() {
    window.vaults.vaultAt("file:///home/mira/Tidelock%20vault", SampleWorld.vault());
    window.start().fire("#welcome-create");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Where should the encrypted data live?");
  }

  @Test
  void aVaultIsMadeWithTheKeyboardAlone() {
    window.start();
    assertThat(window.focus()).isEqualTo("welcome-create");
    window.type(KeyCode.ENTER);
    window.type(KeyCode.ENTER);
    assertThat(window.focus()).isEqualTo("vault-name");
    window.write("Household");
    window.type(KeyCode.TAB);
    assertThat(window.focus()).isEqualTo("computer-name");
    window.write("Laptop");
    window.type(KeyCode.ENTER);
    assertThat(window.focus()).isEqualTo("passphrase");
    window.write("copper lantern drifts past quiet harbour");
    tabTo("passphrase-repeat");
    window.write("copper lantern drifts past quiet harbour");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Save your recovery kit");
    assertThat(window.focus()).isEqualTo("kit-save");
    window.files.answer(Path.of("/media/stick/kit.pdf"));
    window.type(KeyCode.SPACE);
    assertThat(window.kits).hasSize(1);
    var words = window.vaults.lastKey().orElseThrow().words();
    for (int i = 0; i < 3; i++) {
      tabTo("kit-word-");
      window.write(words.get(Integer.parseInt(window.focus().substring(9)) - 1));
    }
    tabTo("kit-kept");
    window.type(KeyCode.SPACE);
    tabTo("wizard-continue");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Your vault is ready");
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
    var info = window.vaults.vaultOf(home).orElseThrow().info();
    assertThat(info.name()).isEqualTo("Household");
    assertThat(info.device()).isEqualTo("Laptop");
  }

  @Test
  void aVaultIsJoinedWithTheKeyboardAlone() {
    window.vaults.vaultAt("file:///home/mira/Tidelock%20vault", SampleWorld.vault());
    window.start();
    tabTo("welcome-join");
    window.press(KeyCode.ENTER, KeyCode.ENTER);
    assertThat(window.focus()).as("by another device").isEqualTo("wizard-continue");
    tabTo("join-by-device");
    window.type(KeyCode.DOWN);
    tabTo("join-passphrase");
    window.write("copper lantern drifts past quiet harbour");
    window.type(KeyCode.ENTER);
    assertThat(window.focus()).isEqualTo("computer-name");
    window.tasks.oneWaits(true);
    window.type(KeyCode.ENTER);
    Fx.await("the devices", () -> window.stage.getScene().lookup(".word-cell") != null);
    assertThat(window.focus()).isEqualTo("wizard-continue");
    window.tasks.oneWaits(false);
    window.type(KeyCode.ENTER);
    assertThat(window.focus()).as("everything").isEqualTo("wizard-continue");
    tabTo("bring-everything");
    window.type(KeyCode.RIGHT);
    tabTo("kept-tree");
    window.press(KeyCode.DOWN, KeyCode.SPACE);
    tabTo("wizard-continue");
    window.press(KeyCode.ENTER, KeyCode.ENTER);
    assertThat(window.vaults.vaultOf(home).orElseThrow().selection().paths())
        .as("the second one has no tick")
        .containsExactly("Photos");
    assertThat(window.shell().current()).isEqualTo(PageId.OVERVIEW);
  }

  @Test
  void altLeftGoesBackAndEscapeLeaves() {
    window.start().fire("#welcome-create");
    window.press(KeyCode.ENTER, KeyCode.ENTER);
    assertThat(window.words()).contains("Choose a passphrase");
    window.type(KeyCode.ALT, KeyCode.LEFT);
    assertThat(window.words()).contains("Which folder should stay in sync?");
    window.type(KeyCode.ESCAPE);
    assertThat(window.words()).contains("Welcome to Tidelock");
  }

  /// Asked by Escape, a question is answered by Escape: nothing is lost.
  @Test
  void escapeTwiceStays() {
    window.start().fire("#welcome-create");
    window.press(KeyCode.ENTER, KeyCode.ENTER);
    window.write("copper");
    window.type(KeyCode.ESCAPE);
    assertThat(window.words()).contains("Leave setup?");
    window.type(KeyCode.ESCAPE);
    assertThat(window.words()).contains("Choose a passphrase").doesNotContain("Leave setup?");
    assertThat(window.focus()).as("gets the focus back").isEqualTo("passphrase");
  }

  /// As with radio buttons Tab goes to the group, arrows within it.
  @Test
  void choicesAreReachedByArrowsAndChosenBySpace() {
    window.start().fire("#welcome-create");
    window.files.answer(Path.of("/mnt/nas"));
    tabTo("storage-here");
    window.type(KeyCode.RIGHT);
    assertThat(window.focus()).isEqualTo("storage-folder");
    window.type(KeyCode.SPACE);
    assertThat(window.words()).contains("/mnt/nas", "Nothing is here yet.");
    tabTo("wizard-continue");
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Which folder should stay in sync?");
  }

  @Test
  void altSShowsThePassphrase() {
    window.start().fire("#welcome-create");
    window.press(KeyCode.ENTER, KeyCode.ENTER);
    window.write("copper");
    window.type(KeyCode.ALT, KeyCode.S);
    assertThat(window.shows("#passphrase-shown")).isTrue();
    window.type(KeyCode.ALT, KeyCode.S);
    assertThat(window.shows("#passphrase-shown")).isFalse();
  }

  /// While the vault is being made Continue is disabled and the focus went on to Cancel: a second Enter left a vault behind whose kit
  /// nobody had seen.
  @Test
  void enterTwiceDoesNotLeaveWhileTheVaultIsMade() throws InterruptedException {
    window.start().fire("#welcome-create");
    window.press(KeyCode.ENTER, KeyCode.ENTER);
    window.fill("#passphrase", "copper lantern drifts past quiet harbour");
    window.fill("#passphrase-repeat", "copper lantern drifts past quiet harbour");
    var go = new CountDownLatch(1);
    window.vaults.holdNext(go);
    window.tasks.oneWaits(true);
    window.type(KeyCode.ENTER);
    assertThat(window.words()).contains("Creating the vault…");
    window.press(KeyCode.ENTER, KeyCode.ESCAPE);
    Fx.run(window.controller::closeWindow);
    assertThat(window.words()).doesNotContain("Leave setup?");
    assertThat(window.enabled("#wizard-cancel")).isFalse();
    window.tasks.oneWaits(false);
    go.countDown();
    assertThat(window.focus()).isEqualTo("kit-save");
  }

  /// Presses Tab until something whose id begins so has the focus.
  private void tabTo(String id) {
    var way = new ArrayList<String>();
    do {
      window.type(KeyCode.TAB);
      way.add(window.focus());
      assertThat(way).as("Tab reaches " + id).hasSizeLessThan(30);
    } while (!way.getLast().startsWith(id));
  }
}
