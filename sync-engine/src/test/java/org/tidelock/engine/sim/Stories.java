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
    for (Event event : story.events())
      size += event instanceof Event.Sync s ? 1 + s.meanwhile().size() + s.folders().size() : 1;
    return size;
  }

  private Story shorter(Story story, Property property) {
    Story at =
        story.with(
            new Shrinker<Event>(events -> violates(story.with(events), property))
                .shrink(story.events()));
    for (int i = 0; i < at.events().size(); i++) {
      if (!(at.events().get(i) instanceof Event.Sync sync)) continue;
      Story whole = at;
      int place = i;
      List<Event.During> fewer =
          sync.meanwhile().isEmpty()
              ? List.of()
              : new Shrinker<Event.During>(
                      left -> violates(replaced(whole, place, sync.folders(), left), property))
                  .shrink(sync.meanwhile());
      at = replaced(at, i, sync.folders(), fewer);
      Story everywhere = replaced(at, i, List.of(), fewer);
      if (!sync.folders().isEmpty() && violates(everywhere, property)) at = everywhere;
    }
    return at;
  }

  private static Story replaced(
      Story story, int place, List<String> folders, List<Event.During> meanwhile) {
    List<Event> events = new ArrayList<>(story.events());
    Event.Sync old = (Event.Sync) events.get(place);
    events.set(place, new Event.Sync(old.device(), folders, meanwhile));
    return story.with(events);
  }

  private boolean violates(Story story, Property property) {
    return life.apply(story).filter(v -> v.property() == property).isPresent();
  }
}
