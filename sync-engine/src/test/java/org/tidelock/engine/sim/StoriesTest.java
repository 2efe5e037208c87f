package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;

/// Stories are told in the same way twice, and those that fail are made short.
final class StoriesTest {
  @Test
  void aSeedTellsOneStory() {
    for (long seed = 1; seed < 6; seed++) {
      StoryTeller.Told once = StoryTeller.tell(seed, 25);
      StoryTeller.Told again = StoryTeller.tell(seed, 25);
      assertThat(again.lines()).isEqualTo(once.lines());
      assertThat(again.story()).isEqualTo(once.story());
      assertThat(again.trace()).isEqualTo(once.trace());
    }
  }

  @Test
  void aStoryThatWasToldHappensAgain() throws Exception {
    StoryTeller.Told told = StoryTeller.tell(7, 25);
    try (SimWorld world = new SimWorld(told.story().seed(), told.story().drives(), Ablation.NONE)) {
      assertThat(world.run(told.story().events())).isEmpty();
      assertThat(world.trace.end()).isEqualTo(told.trace());
    }
  }

  /// Orders that hang on where things lie in memory, or on a salt, differ between processes.
  @Test
  void anotherProcessTellsTheSameStories(@TempDir Path temporary) throws Exception {
    String[] seeds = {"1", "2", "3", "4", "5", "6"};
    try (ChildJava child =
        ChildJava.start(List.of(), List.of(), temporary, TraceMain.class, seeds)) {
      assertThat(child.await()).as(child.said()).isZero();
      assertThat(child.said().lines().filter(line -> line.startsWith("trace of ")))
          .containsExactlyElementsOf(
              Stream.of(seeds).map(seed -> TraceMain.line(Long.parseLong(seed))).toList());
    }
  }

  @Test
  void whatWasDeletedAndComesBackIsFoundOut() throws Exception {
    List<Drive> drives = List.of(Drive.LINUX, Drive.LINUX);
    try (SimWorld world = new SimWorld(1, drives, Ablation.NONE)) {
      List<Event> deleted =
          List.of(
              new Event.Act(0, new Deed.Write("a", 1, 0)),
              new Event.Peace(),
              new Event.Act(1, new Deed.Delete("a")),
              new Event.Peace());
      assertThat(world.run(deleted)).isEmpty();
      world.devices.getFirst().user.write("b", Contents.text(1, 0));
      assertThat(world.run(List.of(new Event.Peace())).map(Violation::property))
          .contains(Property.NO_RETURN);
    }
  }

  @Test
  void anEarlierVersionThatTheHistoryLacksIsFoundOut() throws Exception {
    List<Drive> drives = List.of(Drive.LINUX, Drive.LINUX);
    try (SimWorld world = new SimWorld(1, drives, Ablation.NONE)) {
      List<Event> overwritten =
          List.of(
              new Event.Act(0, new Deed.Write("a", 1, 0)),
              new Event.Sync(0, List.of(), List.of()),
              new Event.Act(0, new Deed.Write("a", 2, 0)),
              new Event.Peace());
      assertThat(world.run(overwritten)).isEmpty();
      assertThat(world.contents.kept()).contains(Contents.text(1, 0));
      world.contents.wrote(Contents.text(3, 0), 0, false);
      world.contents.kept(List.of(Contents.text(3, 0)));
      world.contents.destroyed(List.of(Contents.text(3, 0)));
      assertThat(world.run(List.of(new Event.Peace())))
          .hasValueSatisfying(v -> assertThat(v).hasMessageContaining("not in the history"));
    }
  }

  @Test
  void aRoundOfAWatchThatEndsUnexpectedlyIsFoundOut() throws Exception {
    try (SimWorld world = new SimWorld(1, List.of(Drive.LINUX, Drive.LINUX), Ablation.NONE)) {
      SimDevice device = world.devices.getFirst();
      device.start();
      Runnable odd =
          () -> {
            throw new IllegalStateException("odd");
          };
      device.watch(Duration.ofSeconds(30), Map.of());
      assertThatThrownBy(() -> device.watch(Duration.ofSeconds(30), Map.of(5, List.of(odd))))
          .isInstanceOf(Violation.class);
    }
  }

  @Test
  void whatIsNotNeededIsTakenAway() {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      List<Integer> all = new ArrayList<>();
      for (int k = 0; k < 60; k++) all.add(k);
      List<Integer> needed = random.ints(3, 0, 60).distinct().sorted().boxed().toList();
      assertThat(new Shrinker<Integer>(left -> left.containsAll(needed)).shrink(all))
          .isEqualTo(needed);
    }
  }

  @Test
  void aStoryIsShortWhenNothingCanBeLeftOut() {
    Event write = new Event.Act(0, new Deed.Write("a", 1, 0));
    Event delete = new Event.Act(1, new Deed.Delete("b"));
    Event.During needed = new Event.During(3, delete);
    Event.During other = new Event.During(4, write);
    Story story =
        new Story(
            1,
            List.of(Drive.LINUX, Drive.LINUX),
            List.of(
                write,
                new Event.Pass(1),
                new Event.Sync(0, List.of("d"), List.of(other, needed, other)),
                delete,
                new Event.Peace()));
    Stories stories =
        new Stories(
            s ->
                s.events().stream()
                        .anyMatch(e -> e instanceof Event.Sync y && y.meanwhile().contains(needed))
                    ? Optional.of(new Violation(Property.REST, "as planned"))
                    : Optional.empty());
    assertThat(stories.shortest(story, Property.REST).events())
        .isEqualTo(List.of(new Event.Sync(0, List.of(), List.of(needed))));
  }

  @Test
  void aStoryIsWrittenAsSource() {
    Story story =
        new Story(
            5,
            List.of(Drive.LINUX),
            List.of(
                new Event.Act(0, new Deed.Write("\u00e4 \"", 1, 0)),
                new Event.Sync(0, List.of("d"), List.of(new Event.During(3, new Event.Peace())))));
    assertThat(JavaSource.of(story))
        .isEqualTo(
            """
            new Story(5L, List.of(Drive.LINUX), List.of(
                new Event.Act(0, new Deed.Write("\\u00e4 \\"", 1, 0)),
                new Event.Sync(0, List.of("d"), List.of(new Event.During(3, new Event.Peace())))))""");
  }
}
