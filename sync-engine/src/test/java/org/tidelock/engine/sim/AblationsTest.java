package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.engine.merge.MutantHistories;

/// An engine without one of its rules is found out, and the story that does it is short.
final class AblationsTest {
  private static final int MOST_SEEDS = 1_000;
  private static final int EVENTS = 40;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @Tag("heavy")
  void anEngineWithoutARuleIsFoundOut(Ablation ablation) {
    long first = Long.getLong("tidelock.seed", new Random().nextLong(1_000_000_000));
    for (int i = 0; i < MOST_SEEDS; i++) {
      StoryTeller.Told told = StoryTeller.tell(first + i, EVENTS, ablation);
      if (told.violation().isEmpty()) continue;
      Property property = told.violation().get().property();
      Story shortest =
          new Stories(story -> SimWorld.live(story, ablation)).shortest(told.story(), property);
      System.out.println(
          "AblationsTest: "
              + ablation
              + " breaks "
              + property
              + " in story "
              + (i + 1)
              + " from "
              + first
              + ": "
              + JavaSource.of(shortest));
      assertThat(shortest.events()).hasSizeLessThan(EVENTS / 2);
      assertThat(SimWorld.live(shortest)).as("with the rule").isEmpty();
      return;
    }
    throw new AssertionError(ablation + " is not found out, seeds from " + first);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VOID_ON_MERGED_TREE", "WALL_CLOCK"})
  @Tag("heavy")
  void anEngineWithAnotherMethodIsFoundOut(Mutant mutant) throws Exception {
    long first = Long.getLong("tidelock.seed", new Random().nextLong(1_000_000_000));
    String found =
        call(mutant, MutantMain.class, new Class<?>[] {long.class, int.class}, first, MOST_SEEDS);
    System.out.println("AblationsTest: " + mutant + " from " + first + " " + found);
    assertThat(found).startsWith("breaks ");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_ROOT_CHECK", "NO_LAMPORT", "NO_OUTBOX", "WALL_CLOCK"})
  @Tag("heavy")
  void aStoryFindsItOut(Mutant mutant) throws Exception {
    String found = call(mutant, MutantStories.class, new Class<?>[] {String.class}, mutant.name());
    System.out.println("AblationsTest: " + mutant + " breaks, when sound and when not: " + found);
    assertThat(found).startsWith("nothing, ").isNotEqualTo("nothing, nothing");
  }

  /// A file that was deleted alone comes back where a folder above it is renamed at the same time: at the next rest it was never away, so that no story can
  /// tell; the merge itself can.
  @Test
  @Tag("heavy")
  void historiesFindTheMergedTreeOut() throws Exception {
    long first = new Random().nextInt(1 << 30) * 1_000_000L;
    String found =
        call(
            Mutant.VOID_ON_MERGED_TREE,
            MutantHistories.class,
            new Class<?>[] {long.class, int.class},
            first,
            2_000);
    System.out.println("AblationsTest: VOID_ON_MERGED_TREE from " + first + " " + found);
    assertThat(found).startsWith("breaks ");
  }

  private static String call(Mutant mutant, Class<?> main, Class<?>[] types, Object... arguments)
      throws Exception {
    Constructor<?> constructor =
        mutant.loader().loadClass(main.getName()).getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return String.valueOf(((Callable<?>) constructor.newInstance(arguments)).call());
  }

  /// What breaks the rule is told among much that has nothing to do with it.
  @Test
  void aPlantedMistakeIsToldInShort() {
    List<Event> needed =
        List.of(
            new Event.Act(0, new Deed.Write("b", 10, 6000)),
            new Event.Sync(0, List.of(), List.of()),
            new Event.Act(0, new Deed.Patch("b", 22)),
            new Event.Peace());
    List<Event> events = new ArrayList<>();
    int number = 30;
    for (Event event : needed) {
      for (int i = 0; i < 3; i++)
        events.add(new Event.Act(1, new Deed.Write("c/" + number, number++, 0)));
      events.add(new Event.Sync(1, List.of(), List.of()));
      events.add(event);
    }
    Story story = new Story(1, List.of(Drive.OLD_MAC, Drive.OLD_MAC), events);
    assertThat(SimWorld.live(story)).isEmpty();
    Optional<Violation> violation = SimWorld.live(story, Ablation.NO_TICK);
    assertThat(violation.map(Violation::property)).contains(Property.CONVERGENCE);
    assertThat(
            new Stories(s -> SimWorld.live(s, Ablation.NO_TICK))
                .shortest(story, Property.CONVERGENCE)
                .events())
        .isEqualTo(needed);
  }
}
