package org.tidelock.engine.sim;

import java.util.Random;
import java.util.TreeMap;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.sim.SimNode.Image;
import org.tidelock.engine.sim.SimNode.Name;

/// What is left of a file system when the power fails: all that was forced out, and of the rest some, whole or in pieces.
final class PowerCut {
  private static final int PAGE = 4096;

  private final Random random;
  private final long now;
  private long total;

  PowerCut(Random random, long now) {
    this.random = random;
    this.now = now;
  }

  /// What files hold, all together.
  long bytes() {
    return total;
  }

  /// Makes what is on the drive what there is.
  void at(SimNode node) {
    node.links++;
    if (node.links > 1) return; // another name of what was here already
    node.names = new TreeMap<>(node.namesOnDrive);
    if (node.unwrittenSince != null && now - node.unwrittenSince > Journal.LONGEST) node.force();
    if (node.unwrittenSince != null) settle(node);
    total += node.bytes.size();
    for (Name name : node.names.values()) at(name.node());
  }

  /// Bytes and attributes go their own ways.
  private void settle(SimNode node) {
    Image memory = node.image();
    Image drive = node.onDrive != null ? node.onDrive : fresh(memory);
    SimBytes bytes = node.kind == Kind.FILE && node.written ? mixed(drive, memory) : memory.bytes();
    Image attributes = random.nextBoolean() ? drive : memory;
    node.restore(new Image(bytes, attributes.mode(), attributes.modified(), attributes.changed()));
    node.force();
  }

  private static Image fresh(Image image) {
    return new Image(new SimBytes(new byte[0]), image.mode(), image.modified(), image.changed());
  }

  private SimBytes mixed(Image drive, Image memory) {
    return switch (random.nextInt(4)) {
      case 0 -> drive.bytes();
      case 1 -> memory.bytes();
      case 2 -> new SimBytes(pages(drive.bytes().toArray(), memory.bytes().toArray()));
      default -> start(memory.bytes());
    };
  }

  /// The new length, and each page new or as it was (zero, where there was none).
  private byte[] pages(byte[] old, byte[] now) {
    byte[] mixed = new byte[now.length];
    System.arraycopy(old, 0, mixed, 0, Math.min(old.length, now.length));
    for (int at = 0; at < now.length; at += PAGE)
      if (random.nextBoolean())
        System.arraycopy(now, at, mixed, at, Math.min(PAGE, now.length - at));
    return mixed;
  }

  private SimBytes start(SimBytes bytes) {
    SimBytes start = bytes.copy();
    start.truncate(random.nextInt(bytes.size() + 1));
    return start;
  }
}
