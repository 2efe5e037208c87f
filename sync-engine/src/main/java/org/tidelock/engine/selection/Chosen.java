package org.tidelock.engine.selection;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.history.NodeId;

/// What a person has chosen for this device: by nodes, so that it outlives renames.
///
/// @param only what is brought here, with all that is in it; everything that is not left out if there is none
/// @param except what is not brought here, nor anything in it. With `only`, that is what else was in the folders above it when it was chosen: what this device puts
///     there later is synced, what others put there is not
public record Chosen(Set<NodeId> only, Set<NodeId> except) {
  public static final Chosen ALL = new Chosen(Set.of(), Set.of());

  public Chosen {
    only = Collections.unmodifiableSet(new TreeSet<>(only));
    except = Collections.unmodifiableSet(new TreeSet<>(except));
  }

  public boolean isAll() {
    return only.isEmpty() && except.isEmpty();
  }
}
