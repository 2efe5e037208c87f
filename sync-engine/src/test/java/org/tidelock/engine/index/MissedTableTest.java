package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.local.MissedFiles;
import org.tidelock.engine.local.MissedFiles.Look;

final class MissedTableTest {
  @Test
  void looksAreKeptUntilTheyAreCleared() {
    try (Database db = Database.temporary()) {
      MissedTable table = new MissedTable(new MetaTable(db));
      assertThat(table.all()).isEmpty();
      table.add(Set.of(new Look(1, -2), new Look(3, 4)));
      table.add(Set.of(new Look(3, 4), new Look(5, 6)));
      assertThat(new MissedTable(new MetaTable(db)).all())
          .containsExactlyInAnyOrder(new Look(1, -2), new Look(3, 4), new Look(5, 6));
      table.clear();
      assertThat(table.all()).isEmpty();
    }
  }

  @Test
  void notMoreAreKeptThanFitIn() {
    try (Database db = Database.temporary()) {
      MissedTable table = new MissedTable(new MetaTable(db));
      Set<Look> many = new HashSet<>();
      for (int i = 0; i < MissedFiles.MOST + 5; i++) many.add(new Look(i, i));
      table.add(many);
      assertThat(table.all()).hasSize(MissedFiles.MOST);
    }
  }
}
