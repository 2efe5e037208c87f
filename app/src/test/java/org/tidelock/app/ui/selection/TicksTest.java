package org.tidelock.app.ui.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.selection.Ticks.Mark;

/// Ticks in a tree: what is taken from a folder is taken from all in it, and what is given to one thing in it is given to that only.
final class TicksTest {
  private static final Map<String, List<String>> TREE =
      Map.of(
          "", List.of("Photos", "Photos 2", "Work"),
          "Photos", List.of("Photos/2019", "Photos/2020", "Photos/cover.jpg"),
          "Photos/2019", List.of("Photos/2019/May", "Photos/2019/June"));

  private final Ticks ticks = new Ticks(List.of());

  private void set(String path) {
    ticks.set(path, folder -> TREE.getOrDefault(folder, List.of()));
  }

  @Test
  void everythingIsTickedAtFirst() {
    assertThat(ticks.of("Photos/2019")).isEqualTo(Mark.ON);
    assertThat(ticks.of("")).isEqualTo(Mark.ON);
    assertThat(ticks.off()).isEmpty();
  }

  @Test
  void whatIsInAFolderWithoutATickHasNone() {
    ticks.clear("Photos/2019");
    assertThat(ticks.of("Photos/2019/May")).isEqualTo(Mark.OFF);
    assertThat(ticks.of("Photos")).isEqualTo(Mark.PARTLY);
    assertThat(ticks.of("")).isEqualTo(Mark.PARTLY);
    assertThat(ticks.of("Photos/2020")).isEqualTo(Mark.ON);
  }

  @Test
  void aNameThatBeginsAlikeIsAnotherOne() {
    ticks.clear("Photos 2");
    assertThat(ticks.of("Photos")).isEqualTo(Mark.ON);
    ticks.clear("Photos/2019");
    set("Photos");
    assertThat(ticks.off()).containsExactly("Photos 2");
  }

  @Test
  void aFolderTakesInWhatWasTakenFromItBefore() {
    ticks.clear("Photos/2019/May");
    ticks.clear("Photos/2020");
    ticks.clear("Photos");
    assertThat(ticks.off()).containsExactly("Photos");
  }

  @Test
  void aTickDeepInAFolderWithoutOneLeavesItsNeighboursWithout() {
    ticks.clear("Photos");
    set("Photos/2019/May");
    assertThat(ticks.off()).containsExactly("Photos/2019/June", "Photos/2020", "Photos/cover.jpg");
    assertThat(ticks.of("Photos")).isEqualTo(Mark.PARTLY);
    set("Photos");
    assertThat(ticks.off()).isEmpty();
  }

  @Test
  void aTickOfTheFolderItselfGivesAllBack() {
    ticks.clear("Photos");
    set("Photos");
    assertThat(ticks.of("Photos/2019/June")).isEqualTo(Mark.ON);
  }
}
