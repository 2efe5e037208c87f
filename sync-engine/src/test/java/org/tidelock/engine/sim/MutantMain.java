package org.tidelock.engine.sim;

import java.util.Optional;
import java.util.concurrent.Callable;

/// Looks for a story that finds a [Mutant] out; runs in its classes.
final class MutantMain implements Callable<String> {
  private static final int EVENTS = 40;
  private static final int MOST_DEVICES = 6;

  private final long first;
  private final int seeds;

  MutantMain(long first, int seeds) {
    this.first = first;
    this.seeds = seeds;
  }

  /// @return what was broken, in which story and how many events that has; what a sound engine says of it, if anything; nothing if no story was found
  @Override
  public String call() {
    for (int devices = 1; devices <= MOST_DEVICES; devices++) Mould.of(devices);
    MutantRules.on = true;
    for (int i = 0; i < seeds; i++) {
      StoryTeller.Told told = StoryTeller.tell(first + i, EVENTS);
      if (told.violation().isEmpty()) continue;
      Property property = told.violation().get().property();
      Story shortest = new Stories(SimWorld::live).shortest(told.story(), property);
      MutantRules.on = false;
      Optional<Violation> sound = SimWorld.live(shortest);
      if (sound.isPresent())
        return "SOUND ENGINE TOO: " + sound.get().getMessage() + " in " + JavaSource.of(shortest);
      return "breaks " + property + " in story " + (i + 1) + ": " + JavaSource.of(shortest);
    }
    return "";
  }
}
