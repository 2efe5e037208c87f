package org.tidelock.engine.sim;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The shortest story that finds a [Mutant] out, where somebody has thought of one; runs in its classes.
final class MutantStories implements Callable<String> {
  private final String mutant;

  /// @param mutant by name: in other classes it would be another thing
  MutantStories(String mutant) {
    this.mutant = mutant;
  }

  private Story story() {
    List<Event> events =
        switch (Mutant.valueOf(mutant)) {
          case NO_ROOT_CHECK ->
              List.of(
                  new Event.Peace(),
                  new Event.Unmount(0),
                  new Event.Act(1, new Deed.Write("a", 1, 0)),
                  new Event.Sync(1, List.of(), List.of()),
                  new Event.Sync(0, List.of(), List.of()),
                  new Event.Peace());
          case NO_LAMPORT ->
              List.of(
                  new Event.Act(0, new Deed.Write("a", 1, 0)),
                  new Event.Peace(),
                  new Event.Act(0, new Deed.Rename("a", "b")),
                  new Event.Peace(),
                  new Event.Act(1, new Deed.Rename("b", "c")),
                  new Event.Peace(),
                  new Event.Act(0, new Deed.Rename("c", "d")),
                  new Event.Peace());
          case WALL_CLOCK ->
              List.of(
                  new Event.Act(0, new Deed.Write("a", 1, 0)),
                  new Event.Peace(),
                  new Event.Act(0, new Deed.Rename("a", "b")),
                  new Event.Peace(),
                  new Event.SetClock(1, -1_000_000),
                  new Event.Act(1, new Deed.Rename("b", "c")),
                  new Event.Peace());
          // The pack finds room, and the segment does not.
          case NO_OUTBOX ->
              List.of(
                  new Event.Act(0, new Deed.Write("a", 1, 0)),
                  new Event.StorageFull(0, 66_000),
                  new Event.Sync(0, List.of(), List.of()),
                  new Event.Restart(0),
                  new Event.Peace());
          default -> throw new IllegalArgumentException("nobody has thought of one: " + mutant);
        };
    return new Story(1, List.of(Drive.LINUX, Drive.LINUX), events);
  }

  /// @return what a sound engine breaks in it, and what the mutant does
  @Override
  public String call() {
    Mould.of(2);
    return live(false) + ", " + live(true);
  }

  private String live(boolean mutated) {
    MutantRules.on = mutated;
    if (Mutant.valueOf(mutant) == Mutant.WALL_CLOCK) SimDevice.wallClock(MutantRules::readFrom);
    Optional<Violation> violation = SimWorld.live(story());
    return violation.map(v -> v.property() + " (" + v.getMessage() + ")").orElse("nothing");
  }
}
