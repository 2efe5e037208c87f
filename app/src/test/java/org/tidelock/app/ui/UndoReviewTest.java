package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoReport.Items;
import org.tidelock.engine.UndoRequest;

/// What was changed can be seen and undone, and nothing is undone that was not seen.
@UsesWindow
final class UndoReviewTest {
  private static final Items NONE = new Items(0, 0, List.of());

  @TempDir Path home;

  private TestWindow window;
  private FakeVault vault;

  @BeforeEach
  void open() {
    window = new TestWindow(home);
    vault = SampleWorld.vault();
    SampleWorld.undoable(vault);
    window.with(vault).start();
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void review() {
    window.page(PageId.ACTIVITY).fire("#activity-undo");
    window.settle();
  }

  private void choose(int batch) {
    var list = (ListView<?>) window.find("#undo-batches");
    Fx.run(() -> list.getSelectionModel().select(batch));
    window.settle();
  }

  @Test
  void itSaysWhoHasChangedWhat() {
    review();
    assertThat(window.words())
        .contains("Undo changes")
        .contains("2 changed, 14 deleted in Invoices", "Studio-PC · ")
        .contains("3 added, 1 moved or renamed", "This computer · ")
        .contains("Choose what you want to undo");
    assertThat(window.enabled("#undo-undo")).isFalse();
  }

  @Test
  void theChosenOneIsUndoneAfterItWasSeen() {
    review();
    choose(0);
    assertThat(window.words())
        .contains("14 items come back", "Invoices/a.pdf, Invoices/b.pdf, Invoices/c.pdf, …")
        .contains("2 items are as they were before", "Invoices/x.txt, Invoices/y.txt")
        .contains("1 item stays, as it was changed since")
        .doesNotContain("new item");
    window.fire("#undo-undo");
    window.settle();
    assertThat(vault.undos()).containsExactly(new UndoRequest.Batch("abcd-7"));
    assertThat(window.words()).contains("16 changes undone");
    assertThat(window.shows("#undo-batches")).isFalse();
  }

  @Test
  void whatIsUndoneAlreadyCannotBeUndone() {
    vault.undoable(vault.batches(9), new UndoReport(NONE, NONE, NONE, NONE, NONE));
    review();
    choose(1);
    assertThat(window.words()).contains("There is nothing to undo here any more.");
    assertThat(window.enabled("#undo-undo")).isFalse();
  }

  @Test
  void toCloseIsTheEasyAnswer() {
    review();
    choose(0);
    window.press(KeyCode.ESCAPE);
    assertThat(window.shows("#undo-batches")).isFalse();
    assertThat(vault.undos()).isEmpty();
  }

  @Test
  void nothingWasChangedYet() {
    vault.undoable(List.of(), new UndoReport(NONE, NONE, NONE, NONE, NONE));
    review();
    assertThat(window.words()).contains("Nothing was changed yet.");
    assertThat(window.shows("#undo-batches")).isFalse();
  }
}
