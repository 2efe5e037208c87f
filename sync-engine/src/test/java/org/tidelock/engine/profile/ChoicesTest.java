package org.tidelock.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.selection.Chosen;
import org.tidelock.engine.system.SystemHome;

class ChoicesTest {
  private static final Instant TIME = Instant.parse("2026-06-03T12:00:00.123Z");
  private static final LocalPath PHOTO = new LocalPath(List.of("photos", "1"));

  private static final NodeId NODE = NodeId.parse("0123456789abcdef0123456789abcdef");

  @TempDir Path dir;
  private Home home;
  private Database db;
  private MetaTable meta;

  @BeforeEach
  void open() {
    home = new SystemHome(dir);
    db = home.index(Database.Access.WRITE);
    meta = new MetaTable(db);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private Choices choices() throws TidelockException {
    return Choices.of(home, meta);
  }

  @Test
  void whatIsChosenIsThereInTheNextStart() throws Exception {
    Choices c = choices();
    new Rules(c).add("*.tmp");
    new Rules(c).add("Übung \\#1/");
    c.pauseUntil(TIME);
    c.confirmKit(TIME.plusSeconds(1));
    assertThat(new Rules(choices()).patterns()).containsExactly("*.tmp", "Übung \\#1/");
    assertThat(choices().pausedUntil()).contains(TIME);
    assertThat(choices().kitConfirmed()).contains(TIME.plusSeconds(1));
    c.endPause();
    c.replaceKit();
    new Rules(c).remove("*.tmp");
    assertThat(new Rules(choices()).patterns()).containsExactly("Übung \\#1/");
    assertThat(choices().pausedUntil()).isEmpty();
    assertThat(choices().kitConfirmed()).isEmpty();
  }

  @Test
  void whatLiesElsewhereIsThereInTheNextStart() throws Exception {
    Placement one = new Placement("Über uns", Optional.empty(), Path.of("/d/Über uns"));
    Placement other = new Placement("b", Optional.of(NODE), Path.of("/d/two\nlines"));
    Chosen chosen = new Chosen(Set.of(), Set.of(NODE));
    choices().place(List.of(one, other), chosen);
    assertThat(choices().placements()).containsExactly(one, other);
    assertThat(choices().chosen()).isEqualTo(chosen);
    assertThat(Choices.placementsOf(home)).containsExactly(one, other);
    Choices c = choices();
    c.place(List.of(other));
    assertThat(c.placements()).containsExactly(other);
    assertThat(choices().placements()).containsExactly(other);
    assertThat(choices().chosen()).isEqualTo(chosen);
  }

  /// Else what lies elsewhere would seem to be gone.
  @Test
  void whatLiesElsewhereMustBeReadable() throws Exception {
    Files.writeString(dir.resolve(Choices.FILE), "placed.0=nonsense\n");
    assertThatThrownBy(this::choices)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL));
  }

  /// The index of an earlier version has them; from then on the file has.
  @Test
  void thoseOfAnEarlierVersionAreMovedOnce() throws Exception {
    meta.putText("ignore", "*.tmp\n/build/");
    meta.putNumber("paused-until", TIME.toEpochMilli());
    meta.putNumber("kit-confirmed", 5);
    Choices c = choices();
    assertThat(new Rules(c).patterns()).containsExactly("*.tmp", "/build/");
    assertThat(new Rules(c).change()).isEmpty();
    assertThat(c.pausedUntil()).contains(TIME);
    assertThat(c.kitConfirmed()).contains(Instant.ofEpochMilli(5));
    assertThat(meta.text("ignore")).isEmpty();
    meta.putText("ignore", "from nowhere");
    assertThat(new Rules(choices()).patterns()).containsExactly("*.tmp", "/build/");
  }

  /// Else what is left out would be sent.
  @Test
  void aProfileWhoseChoicesCannotBeReadIsNotOpened() throws Exception {
    for (String broken : List.of("ignore=\\u12", "paused-until=soon")) {
      Files.writeString(dir.resolve(Choices.FILE), broken);
      assertThatThrownBy(this::choices)
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL));
    }
  }

  @Test
  void aChangeThatCannotBeKeptIsNone() throws Exception {
    Choices c = choices();
    Rules rules = new Rules(c);
    Files.createDirectories(dir.resolve(Choices.FILE + ".new").resolve("in the way"));
    assertThatThrownBy(() -> rules.add("*.tmp")).isInstanceOf(TidelockException.class);
    for (ThrowingCallable change :
        List.<ThrowingCallable>of(() -> c.pauseUntil(TIME), () -> c.confirmKit(TIME)))
      assertThatThrownBy(change)
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL));
    assertThat(rules.patterns()).isEmpty();
    assertThat(c.pausedUntil()).isEmpty();
  }

  @Test
  void allThatWasLeftOutSinceTheLastLookIsRemembered() throws Exception {
    Rules rules = new Rules(choices());
    assertThat(rules.wasLeftOut(PHOTO, false)).isFalse();
    rules.add("photos/");
    rules.remove("photos/");
    rules.add("x");
    for (Rules now : List.of(rules, new Rules(choices()))) {
      assertThat(now.test(PHOTO, false)).isFalse();
      assertThat(now.wasLeftOut(PHOTO, false)).isTrue();
      assertThat(now.patterns()).containsExactly("x");
    }
  }

  @Test
  void aLookSettlesTheChangeThatWasBeforeIt() throws Exception {
    Rules rules = new Rules(choices());
    rules.add("photos/");
    rules.remove("photos/");
    Rules.Change change = rules.change().orElseThrow();
    rules.settle(change);
    for (Rules now : List.of(rules, new Rules(choices()))) {
      assertThat(now.change()).isEmpty();
      assertThat(now.wasLeftOut(PHOTO, false)).isFalse();
    }
  }

  @Test
  void aLookDoesNotSettleAChangeThatCameMeanwhile() throws Exception {
    Rules rules = new Rules(choices());
    rules.add("photos/");
    Rules.Change change = rules.change().orElseThrow();
    rules.remove("photos/");
    rules.settle(change);
    assertThat(rules.change()).isPresent();
    assertThat(rules.wasLeftOut(PHOTO, false)).isTrue();
  }
}
