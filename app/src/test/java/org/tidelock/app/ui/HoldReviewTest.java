package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.Hold;

/// What is asked when very many files are gone, and that nobody removes them by haste.
@UsesWindow
final class HoldReviewTest {
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

  private void review(Hold.Kind kind, int count) {
    window.become(vault, SampleWorld.held(vault, kind, count));
    window.page(PageId.ISSUES).fire("#issue-review");
    window.settle();
  }

  @Test
  void itSaysWhatIsGoneAndWhatIsSafe() {
    review(Hold.Kind.DELETE_EVERYWHERE, 1_204);
    assertThat(window.words())
        .contains(
            "Delete 1,204 files everywhere?", "31.2 GB", "Documents", "noticed 25 minutes ago")
        .contains("Nothing was deleted anywhere else yet")
        .containsSubsequence(
            "Invoices", "722 files", "Contracts", "241 files", "Letters", "241 files")
        .doesNotContain("tidelock hold", "To delete them, type");
  }

  @Test
  void toDecideLaterIsTheEasyAnswer() {
    review(Hold.Kind.DELETE_EVERYWHERE, 1_204);
    assertThat(window.focus()).isEqualTo("hold-later");
    window.press(KeyCode.ENTER);
    assertThat(window.shows("#hold-later")).isFalse();
    window.fire("#issue-review");
    window.settle();
    window.press(KeyCode.ESCAPE);
    assertThat(window.shows("#hold-later")).isFalse();
    assertThat(vault.answers()).isEmpty();
  }

  @Test
  void bothAnswersReachTheEngine() {
    review(Hold.Kind.DELETE_EVERYWHERE, 1_204);
    window.fire("#hold-undo");
    window.settle();
    assertThat(vault.answers()).containsExactly("1 false");
    review(Hold.Kind.REMOVE_HERE, 1_204);
    assertThat(window.words()).contains("Remove 1,204 files here?", "they are all still there");
    window.fire("#hold-approve");
    window.settle();
    assertThat(vault.answers()).containsExactly("1 false", "1 true");
    assertThat(window.shows("#hold-later")).isFalse();
  }

  @Test
  void rewrittenFilesAreAskedAboutInOtherWords() {
    review(Hold.Kind.REWRITE_EVERYWHERE, 412);
    assertThat(window.focus()).isEqualTo("hold-later");
    assertThat(window.words())
        .contains("Send 412 files that look encrypted?", "Nothing of that was sent")
        .contains("Bring the former versions back", "the folder’s trash")
        .doesNotContain("tidelock hold", "Deleted");
    window.fire("#hold-undo");
    window.settle();
    assertThat(vault.answers()).containsExactly("1 false");
    review(Hold.Kind.REWRITE_HERE, 10_204);
    assertThat(window.words())
        .contains("Take over 10,204 files that look encrypted?", "they are all as they were");
    assertThat(window.enabled("#hold-approve")).isTrue();
  }

  @Test
  void veryManyAreTypedFor() {
    review(Hold.Kind.DELETE_EVERYWHERE, 10_001);
    assertThat(window.enabled("#hold-approve")).isFalse();
    window.fill("#hold-word", "delete");
    assertThat(window.enabled("#hold-approve")).isFalse();
    window.fill("#hold-word", "DELETE");
    assertThat(window.enabled("#hold-approve")).isTrue();
    assertThat(window.enabled("#hold-undo")).isTrue();
  }

  @Test
  void theFilesCanBeSeen() {
    review(Hold.Kind.DELETE_EVERYWHERE, 1_204);
    window.fire("#hold-see");
    var list = (ListView<?>) window.find("#hold-files");
    assertThat(Fx.get(() -> list.getItems().size())).isEqualTo(1_204);
  }

  @Test
  void whatIsOverByNowIsSaid() {
    window.become(vault, SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_204));
    vault.holds(
        new Hold("2", Hold.Kind.REMOVE_HERE, "", 1, 1, window.clock.instant()),
        java.util.List.of("x"));
    window.page(PageId.ISSUES).fire("#issue-review");
    window.settle();
    assertThat(window.shows("#hold-later")).isFalse();
    assertThat(window.words()).contains("Nothing waits for your decision any more.");
  }
}
