package org.tidelock.engine.merge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpOrder;

/// The sum, modulo 2^256, of the SHA-256 of every visible node and of the vault's name. Adding and taking away are each other's inverse and the order does not
/// matter, so it is kept up to date at the cost of the change. It finds mistakes between honest devices; it authenticates nothing.
public final class StateHash {
  private Hash256 sum;

  public StateHash(Hash256 start) {
    this.sum = start;
  }

  public Hash256 sum() {
    return sum;
  }

  public void add(Node node) {
    if (node.visible()) sum = plus(sum, leaf(node), false);
  }

  void remove(Node node) {
    if (node.visible()) sum = plus(sum, leaf(node), true);
  }

  public void add(VaultName name) {
    sum = plus(sum, leaf(name), false);
  }

  void remove(VaultName name) {
    sum = plus(sum, leaf(name), true);
  }

  /// In the place of the root, which is no node.
  static Hash256 leaf(VaultName name) {
    byte[] text = name.name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(16 + 36 + text.length);
    out.put(Nodes.ROOT.bytes());
    put(out, name.order());
    return Hash256.sha256(out.put(text).array());
  }

  /// What all devices must agree on of a node. What may be forgotten at different times (dead nodes, old dots) is not in it.
  static Hash256 leaf(Node node) {
    byte[] name = node.name().getBytes(StandardCharsets.UTF_8);
    int size =
        16
            + 1
            + 1
            + 16
            + 4
            + name.length
            + 2 * 36
            + 1
            + 36
            + 13
            + 4
            + node.versions().size() * (36 + 16 + 32 + 8 + 13);
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(node.id().bytes()).put((byte) node.kind().ordinal()).put((byte) (node.lives() ? 1 : 0));
    out.put(node.parent().bytes()).putInt(name.length).put(name);
    put(out, node.at().order());
    put(out, node.born());
    out.put((byte) (node.attributes().isPresent() ? 1 : 0));
    node.attributes()
        .ifPresent(
            stamp -> {
              put(out, stamp.order());
              put(out, stamp.attributes());
            });
    out.putInt(node.versions().size());
    for (ContentVersion version : node.versions()) {
      put(out, version.order());
      out.put(version.node().bytes()).put(version.content().bytes()).putLong(version.size());
      put(out, version.attributes());
    }
    byte[] leaf = new byte[out.position()];
    out.flip().get(leaf);
    return Hash256.sha256(leaf);
  }

  private static void put(ByteBuffer out, OpOrder order) {
    out.putLong(order.lamport())
        .put(order.id().writer().bytes())
        .putLong(order.id().seq())
        .putInt(order.id().index());
  }

  private static void put(ByteBuffer out, Attributes attributes) {
    out.putLong(attributes.modified().getEpochSecond());
    out.putInt(attributes.modified().getNano());
    out.put((byte) (attributes.executable() ? 1 : 0));
  }

  private static Hash256 plus(Hash256 x, Hash256 y, boolean minus) {
    long[] a = {x.a(), x.b(), x.c(), x.d()};
    long[] b = {y.a(), y.b(), y.c(), y.d()};
    long[] r = new long[4];
    long carry = minus ? 1 : 0; // x - y = x + ~y + 1
    for (int i = 3; i >= 0; i--) {
      long other = minus ? ~b[i] : b[i];
      long s = a[i] + other;
      long out = Long.compareUnsigned(s, other) < 0 ? 1 : 0;
      r[i] = s + carry;
      if (carry == 1 && r[i] == 0) out = 1;
      carry = out;
    }
    return new Hash256(r[0], r[1], r[2], r[3]);
  }
}
