package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;

/// How conflicts are settled in the window.
@UsesWindow
final class ConflictReviewTest {
  @TempDir Path home;

  private TestWindow window;
  private FakeVault vault;

  @BeforeEach
  void open() {
    window = new TestWindow(home);
    vault = SampleWorld.vault();
    window.with(vault).start();
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void review(int sides) {
    window.become(vault, SampleWorld.conflict(vault, sides));
    window.page(PageId.ISSUES).fire("#issue-settle");
    window.settle();
  }

  @Test
  void allVersionsAreShownWithTheirDevices() {
    review(3);
    assertThat(window.words())
        .contains("Which versions of “Budget.xlsx” do you keep?", "nothing was overwritten")
        .containsSubsequence("This computer", "208", "Tablet 1", "212", "Tablet 2", "216");
  }

  @Test
  void toKeepAllIsTheSafeAnswer() {
    review(2);
    assertThat(window.focus()).isEqualTo("conflict-both");
    window.press(KeyCode.ENTER);
    window.settle();
    assertThat(vault.settled()).containsExactly("Documents/Budget.xlsx BOTH");
    assertThat(window.words()).contains("Settled on all devices");
  }

  @Test
  void oneOfThemCanBeKeptAlone() {
    review(3);
    window.fire("#conflict-keep-1");
    window.settle();
    assertThat(vault.settled())
        .containsExactly("Documents/Budget (Tablet 1, 2026-06-03, a1b1).xlsx THIS");
    assertThat(window.shows("#conflict-both")).isFalse();
  }

  @Test
  void decidedLaterNothingIsDone() {
    review(2);
    window.press(KeyCode.ESCAPE);
    assertThat(window.shows("#conflict-both")).isFalse();
    window.fire("#issue-settle");
    window.settle();
    window.fire("#conflict-later");
    assertThat(window.shows("#conflict-both")).isFalse();
    assertThat(vault.settled()).isEmpty();
  }

  @Test
  void whatIsSettledByNowIsSaid() {
    window.become(vault, SampleWorld.conflict(vault, 2));
    vault.conflicts(List.of());
    window.page(PageId.ISSUES).fire("#issue-settle");
    window.settle();
    assertThat(window.words()).contains("It is settled already.");
  }
}
