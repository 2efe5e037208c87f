package org.tidelock.engine.local;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.local.Fingerprint.Kind;

/// What a name of a [FakeDisk] leads to; several names for hard links.
final class FakeNode {
  final Kind kind;
  final long number;
  final long born;
  long device;
  long modified;
  long changed;
  boolean executable;
  byte[] bytes = new byte[0];
  String target = "";

  /// Of a folder, by slot.
  final TreeMap<String, Name> names = new TreeMap<>();

  /// How many names lead here.
  int links;

  /// Mounted over this folder.
  @Nullable FakeNode mounted;

  record Name(String name, FakeNode node, boolean readable) {}

  FakeNode(Kind kind, long number, long device, long now) {
    this.kind = kind;
    this.number = number;
    this.device = device;
    this.born = now;
    this.modified = now;
    this.changed = now;
  }
}
