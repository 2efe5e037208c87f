package org.tidelock.engine.undo;

import java.util.Optional;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Place;

/// What becomes of one node.
///
/// @param node as it is now
/// @param life what becomes of its life
/// @param place where it was, if that is elsewhere
/// @param version what it held, if that is something else
/// @param attributes that it had, if these are others or come with a version
record Reversal(
    Node node,
    Life life,
    Optional<Place> place,
    Optional<ContentVersion> version,
    Optional<Attributes> attributes) {
  enum Life {
    STAYS,
    COMES_BACK,
    ENDS
  }

  static Reversal end(Node node) {
    return new Reversal(node, Life.ENDS, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Reversal nothing(Node node) {
    return new Reversal(node, Life.STAYS, Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean changesNothing() {
    return life == Life.STAYS && place.isEmpty() && version.isEmpty() && attributes.isEmpty();
  }
}
