package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoReport.Items;

final class UndoCommandTest extends CliFixture {
  private static final Items NONE = new Items(0, 0, List.of());
  private static final Instant THEN = Instant.parse("2026-11-24T10:00:00Z");

  private TestVault vault;

  @BeforeEach
  void somethingWasChanged() {
    vault = ready();
    vault.batches =
        List.of(
            new ChangeBatch("abcd-7", "NAS", false, THEN, THEN, 0, 2, 0, 14, "Invoices\u001b[31m"),
            new ChangeBatch("0123-1", "Laptop", true, THEN, THEN.plusSeconds(30), 3, 0, 1, 0, ""));
    vault.undone =
        new UndoReport(
            new Items(2, 30, List.of("a", "b")),
            new Items(1, 5, List.of("new")),
            NONE,
            NONE,
            new Items(1, 7, List.of("Invoices/edited since")));
  }

  @Test
  void batchesAreListedAndCannotPaintTheTerminal() {
    Result result = run("undo");
    assertThat(result.exit()).isZero();
    assertThat(result.out().lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.getFirst())
                  .startsWith("abcd-7: ")
                  .endsWith(", NAS: 2 changed, 14 deleted in Invoices\\x1b[31m");
              assertThat(lines.getLast())
                  .startsWith("0123-1: ")
                  .endsWith(", Laptop (this device): 3 added, 1 moved");
            });
    assertThat(json(runAnew("undo", "--json")).get("batches").get(1).toString())
        .isEqualTo(
            "{\"id\":\"0123-1\",\"device\":\"Laptop\",\"thisDevice\":true,\"from\":\"2026-11-24T10:00:00Z\",\"to\":\"2026-11-24T10:00:30Z\","
                + "\"added\":3,\"changed\":0,\"moved\":1,\"deleted\":0,\"folder\":\"\"}");
  }

  @Test
  void nothingWasChangedYet() {
    vault.batches = List.of();
    assertThat(run("undo").out()).isEqualTo(lines("Nothing was changed yet"));
  }

  @Test
  void aPreviewOnlyTells() {
    assertThat(run("undo", "abcd-7", "--preview").out())
        .isEqualTo(
            lines(
                "Would come back: a",
                "Would come back: b",
                "Would be removed: new",
                "Would stay, as changed since: Invoices/edited since"));
    assertThat(vault.calls).containsExactly("previewUndo Batch[id=abcd-7]", "close");
  }

  @Test
  void aBatchIsUndone() {
    Result result = run("undo", "abcd-7");
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .isEqualTo(
            lines(
                "Came back: a",
                "Came back: b",
                "Removed: new",
                "Left, as changed since: Invoices/edited since"));
    assertThat(vault.calls).containsExactly("undo Batch[id=abcd-7]", "close");
    assertThat(json(runAnew("undo", "abcd-7", "--json")).get("back").toString())
        .isEqualTo("{\"count\":2,\"bytes\":30,\"paths\":[\"a\",\"b\"]}");
  }

  @Test
  void manyAreNotAllListed() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 1000; i++) paths.add("p" + i);
    vault.undone = new UndoReport(new Items(1_204, 0, paths), NONE, NONE, NONE, NONE);
    List<String> lines = run("undo", "abcd-7").out().lines().toList();
    assertThat(lines).hasSize(21).last().isEqualTo("Came back: 1184 more");
  }

  @Test
  void nothingIsLeftToUndo() {
    vault.undone = new UndoReport(NONE, NONE, NONE, NONE, NONE);
    assertThat(run("undo", "abcd-7").out()).isEqualTo(lines("Nothing to undo"));
  }

  @Test
  void allOfADeviceIsUndoneSinceATime() {
    assertThat(run("undo", "--device", "d1", "--since", "2026-11-24T10:00:00Z").exit()).isZero();
    assertThat(runAnew("undo", "--device", "Laptop", "--since", "2026-11-24T10:00:00Z").exit())
        .isZero();
    assertThat(vault.calls)
        .filteredOn(call -> !call.equals("close"))
        .containsExactly(
            "undo Since[device=d1, time=2026-11-24T10:00:00Z]",
            "undo Since[device=d1, time=2026-11-24T10:00:00Z]");
  }

  @Test
  void wrongUseChangesNothing() {
    for (String words :
        new String[] {
          "undo --device d1",
          "undo --since 2h",
          "undo abcd-7 --device d1 --since 2h",
          "undo --preview",
          "undo --device d1 --since never",
          "undo --device nobody --since 2h"
        }) assertThat(runAnew(words.split(" ")).exit()).as(words).isEqualTo(2);
    assertThat(vault.calls).noneMatch(call -> call.startsWith("undo"));
  }

  @Test
  void whatIsLostIsGivenUp() {
    assertThat(run("undo", "--lost", "--preview").out()).contains("Would be removed: new");
    assertThat(vault.calls).containsExactly("previewUndo Lost[]", "close");
    assertThat(runAnew("undo", "--lost").out()).contains("Removed: new");
    assertThat(vault.calls).endsWith("undo Lost[]", "close");
  }

  @Test
  void whoKnowsOfNothingThatIsLostIsToldHowToLook() {
    vault.undone = new UndoReport(NONE, NONE, NONE, NONE, NONE);
    assertThat(run("undo", "--lost").out())
        .isEqualTo(lines("Nothing is known to be lost; tidelock verify looks"));
  }

  @Test
  void whatIsLostIsNotMixedWithABatch() {
    assertThat(run("undo", "abcd-7", "--lost").exit()).isEqualTo(2);
    assertThat(runAnew("undo", "--lost", "--device", "x", "--since", "2h").exit()).isEqualTo(2);
    assertThat(vault.calls).isEmpty();
  }
}
