package org.tidelock.engine.sim;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.local.Fingerprint.Kind;

/// A file, folder, link or special thing, whatever names lead to it; with what of it would be there after a power cut.
final class SimNode {
  final Kind kind;
  final long number;
  final long born;

  /// Where a link leads.
  final String target;

  /// Of a folder, by key ([SimNames]).
  TreeMap<String, Name> names = new TreeMap<>();

  /// Of a folder: what is on the drive.
  TreeMap<String, Name> namesOnDrive = new TreeMap<>();

  int mode;
  long modified;
  long changed;
  SimBytes bytes = new SimBytes(new byte[0]);

  /// How many names lead here.
  int links;

  /// What of bytes and attributes is on the drive; none if nothing ever was.
  @Nullable Image onDrive;

  /// Since when what is in memory differs from [#onDrive]; none if it does not.
  @Nullable Long unwrittenSince;

  /// Whether bytes are among that.
  boolean written;

  /// Whether a person has written bytes of it.
  boolean byPerson;

  /// Whether the engine has changed its name or attributes since.
  boolean touched;

  /// Whether a person has given it another name.
  boolean moved;

  /// Whether a person has changed it and set its time back.
  boolean patched;

  /// @param node what has this name
  /// @param readable false if the name is no text
  record Name(String name, SimNode node, boolean readable) {}

  record Image(SimBytes bytes, int mode, long modified, long changed) {}

  SimNode(Kind kind, long number, long now, String target) {
    this.kind = kind;
    this.number = number;
    this.born = now;
    this.modified = now;
    this.changed = now;
    this.target = target;
  }

  /// Itself and what is in it as it is now, all on the drive.
  ///
  /// @param made what was copied already, under other names too
  SimNode copy(Map<SimNode, SimNode> made) {
    SimNode known = made.get(this);
    if (known != null) return known;
    SimNode copy = new SimNode(kind, number, born, target);
    made.put(this, copy);
    copy.restore(image());
    copy.links = links;
    copy.byPerson = byPerson;
    copy.touched = touched;
    copy.moved = moved;
    copy.patched = patched;
    names.forEach(
        (key, name) ->
            copy.names.put(key, new Name(name.name(), name.node().copy(made), name.readable())));
    copy.force();
    copy.namesOnDrive = new TreeMap<>(copy.names);
    return copy;
  }

  Image image() {
    return new Image(bytes.copy(), mode, modified, changed);
  }

  void restore(Image image) {
    bytes = image.bytes().copy();
    mode = image.mode();
    modified = image.modified();
    changed = image.changed();
  }

  /// Everything is on the drive now.
  void force() {
    onDrive = image();
    unwrittenSince = null;
    written = false;
  }
}
