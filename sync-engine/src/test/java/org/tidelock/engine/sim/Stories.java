package org.tidelock.engine.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes stories that fail short: first without whole events, then without what happens during syncs.
final class Stories {
  private final Function<Story, Optional<Violation>> life;

  /// @param life lives through a story and tells what did not hold
  Stories(Function<Story, Optional<Violation>> life) {
    this.life = life;
  }

  /// The shortest that was found which violates the same property.
  Story shortest(Story story, Property property) {
    Story at = story;
    for (int size = Integer.MAX_VALUE; size(at) < size; ) {
      size = size(at);
      at = shorter(at, property);
    }
    return at;
  }

  private static int size(Story story) {
    int size = 0;
    for (Event event : story.events()) size += 1 + extras(event);
    return size;
  }

  private static int extras(Event event) {
    return switch (event) {
      case Event.Sync s -> s.meanwhile().size() + s.folders().size();
      case Event.Disturbed d -> d.meanwhile().size();
      default -> 0;
    };
  }

  private Story shorter(Story story, Property property) {
    Story at =
        story.with(
            new Shrinker<Event>(events -> violates(story.with(events), property))
                .shrink(story.events()));
    for (int i = 0; i < at.events().size(); i++) {
      if (!(at.events().get(i) instanceof Event.Disturbed disturbed)) continue;
      Story whole = at;
      int place = i;
      List<Event.During> fewer =
          disturbed.meanwhile().isEmpty()
              ? List.of()
              : new Shrinker<Event.During>(
                      left -> violates(replaced(whole, place, disturbed.with(left)), property))
                  .shrink(disturbed.meanwhile());
      at = replaced(at, i, disturbed.with(fewer));
      if (!(disturbed instanceof Event.Sync sync) || sync.folders().isEmpty()) continue;
      Story everywhere = replaced(at, i, new Event.Sync(sync.device(), List.of(), fewer));
      if (violates(everywhere, property)) at = everywhere;
    }
    return at;
  }

  private static Story replaced(Story story, int place, Event other) {
    List<Event> events = new ArrayList<>(story.events());
    events.set(place, other);
    return story.with(events);
  }

  private boolean violates(Story story, Property property) {
    return life.apply(story).filter(v -> v.property() == property).isPresent();
  }
}
