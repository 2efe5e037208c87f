package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.Content.LinkTarget;
import org.tidelock.engine.history.Operation.Create;
import org.tidelock.engine.history.Operation.Delete;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.Operation.Move;
import org.tidelock.engine.history.Operation.NameVault;
import org.tidelock.engine.history.Operation.SetAttributes;
import org.tidelock.engine.history.Operation.SetContent;
import org.tidelock.engine.history.Operation.Split;
import org.tidelock.engine.history.Operation.Touch;

/// Operations as arrays whose first item is the kind (docs/vault-format.md). An unknown kind is refused, never skipped: what it means decides
/// what the tree is.
final class OperationCodec {
  private static final int CREATE = 0;
  private static final int MOVE = 1;
  private static final int CONTENT = 2;
  private static final int ATTRIBUTES = 3;
  private static final int DELETE = 4;
  private static final int SPLIT = 5;
  private static final int TOUCH = 6;
  private static final int NAME_VAULT = 7;
  private static final int CHUNK = 32 + 4;
  private static final int MAX_CHUNK = 16 << 20;
  private static final int MAX_BASE = 4096;
  private static final int MAX_TARGET_BYTES = 4096;

  private OperationCodec() {}

  static void write(WireCbor.Writer out, Operation operation) {
    switch (operation) {
      case Create c ->
          out.array(5)
              .number(CREATE)
              .id(c.node().value())
              .number(c.kind().ordinal())
              .id(c.parent().value())
              .text(c.name())
              .end();
      case Move m ->
          out.array(4)
              .number(MOVE)
              .id(m.node().value())
              .id(m.parent().value())
              .text(m.name())
              .end();
      case SetContent s -> {
        out.array(6).number(CONTENT).id(s.node().value());
        content(out, s.content());
        attributes(out, s.attributes()).array(s.base().size());
        for (OpId base : s.base()) out.op(base);
        out.end().end();
      }
      case SetAttributes s ->
          attributes(out.array(4).number(ATTRIBUTES).id(s.node().value()), s.attributes()).end();
      case Delete d -> {
        ByteBuffer nodes = ByteBuffer.allocate(2 * Id128.BYTES * d.nodes().size());
        for (Deleted n : d.nodes()) nodes.put(n.node().bytes()).put(n.parent().bytes());
        out.array(3).number(DELETE).id(d.root().value()).bytes(nodes.array()).end();
      }
      case Split s ->
          out.array(6)
              .number(SPLIT)
              .id(s.node().value())
              .op(s.version())
              .id(s.copy().value())
              .id(s.parent().value())
              .text(s.name())
              .end();
      case Touch t -> out.array(2).number(TOUCH).id(t.node().value()).end();
      case NameVault n -> out.array(2).number(NAME_VAULT).text(n.name()).end();
    }
  }

  static void content(WireCbor.Writer out, Content content) {
    switch (content) {
      case FileContent f -> {
        ByteBuffer chunks = ByteBuffer.allocate(CHUNK * f.chunks().size());
        for (ChunkRef c : f.chunks()) chunks.put(c.id().bytes()).putInt(c.length());
        out.array(4)
            .hash(f.id().value())
            .number(f.size())
            .bytes(f.lineage().secretBytes())
            .bytes(chunks.array())
            .end();
      }
      case LinkTarget l -> out.array(2).hash(l.id().value()).text(l.target()).end();
    }
  }

  static WireCbor.Writer attributes(WireCbor.Writer out, Attributes attributes) {
    return out.number(Times.micros(attributes.modified())).number(attributes.executable() ? 1 : 0);
  }

  /// Reads an operation whose array was entered.
  static Operation read(WireCbor.Reader in) throws IntegrityException, UnsupportedException {
    long kind = in.count();
    if (kind > NAME_VAULT)
      throw new UnsupportedException(
          "an operation of kind " + kind + ": a newer Tidelock wrote it, update this one first");
    Operation operation = kind == NAME_VAULT ? nameVault(in) : body(in, (int) kind);
    in.end();
    return operation;
  }

  private static Operation body(WireCbor.Reader in, int kind) throws IntegrityException {
    NodeId node = new NodeId(in.id());
    if (node.equals(Nodes.ROOT)) throw WireCbor.Reader.bad("a node other than the root");
    return switch (kind) {
      case CREATE -> new Create(node, kind(in), new NodeId(in.id()), name(in));
      case MOVE -> new Move(node, new NodeId(in.id()), name(in));
      case CONTENT -> new SetContent(node, content(in), attributes(in), base(in));
      case ATTRIBUTES -> new SetAttributes(node, attributes(in));
      case DELETE -> new Delete(node, deleted(in, node));
      case SPLIT -> split(in, node);
      default -> new Touch(node);
    };
  }

  private static NameVault nameVault(WireCbor.Reader in) throws IntegrityException {
    String name = in.text();
    if (!VaultNames.isVaultName(name)) throw WireCbor.Reader.bad("a name that a vault may have");
    return new NameVault(name);
  }

  static NodeKind kind(WireCbor.Reader in) throws IntegrityException {
    return NodeKind.values()[in.small(NodeKind.values().length - 1)];
  }

  static String name(WireCbor.Reader in) throws IntegrityException {
    String name = in.text();
    if (!VaultNames.isValid(name)) throw WireCbor.Reader.bad("a valid name");
    return name;
  }

  static Attributes attributes(WireCbor.Reader in) throws IntegrityException {
    return new Attributes(Times.instant(in.number()), in.small(1) == 1);
  }

  static Content content(WireCbor.Reader in) throws IntegrityException {
    in.begin();
    ContentId id = new ContentId(in.hash());
    Content content = in.isText() ? link(in, id) : file(in, id);
    in.end();
    return content;
  }

  private static LinkTarget link(WireCbor.Reader in, ContentId id) throws IntegrityException {
    String target = in.currentText();
    int length = VaultNames.utf8Length(target);
    if (length == 0 || length > MAX_TARGET_BYTES || target.indexOf('\0') >= 0)
      throw WireCbor.Reader.bad("a valid link target");
    return new LinkTarget(id, target);
  }

  private static FileContent file(WireCbor.Reader in, ContentId id) throws IntegrityException {
    long size = in.currentCount();
    byte[] lineage = in.bytes();
    byte[] packed = in.bytes();
    if (lineage.length != LineageKey.BYTES || packed.length % CHUNK != 0)
      throw WireCbor.Reader.bad("a lineage key and whole chunk references");
    List<ChunkRef> chunks = new ArrayList<>(packed.length / CHUNK);
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    long sum = 0;
    while (buffer.hasRemaining()) {
      byte[] chunk = new byte[32];
      buffer.get(chunk);
      int length = buffer.getInt();
      if (length < 1 || length > MAX_CHUNK)
        throw WireCbor.Reader.bad("a chunk of 1 byte to 16 MiB");
      chunks.add(new ChunkRef(ChunkId.of(chunk), length));
      sum += length;
    }
    if (sum != size) throw WireCbor.Reader.bad("chunks that add up to the file's size");
    return new FileContent(id, size, LineageKey.of(lineage), chunks);
  }

  private static List<OpId> base(WireCbor.Reader in) throws IntegrityException {
    List<OpId> base = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      if (base.size() == MAX_BASE) throw WireCbor.Reader.bad("so few replaced versions");
      base.add(in.opInside());
    }
    return base;
  }

  private static List<Deleted> deleted(WireCbor.Reader in, NodeId root) throws IntegrityException {
    ByteBuffer packed = ByteBuffer.wrap(in.bytes());
    if (packed.remaining() % (2 * Id128.BYTES) != 0)
      throw WireCbor.Reader.bad("whole pairs of node and parent");
    List<Deleted> nodes = new ArrayList<>(packed.remaining() / (2 * Id128.BYTES));
    boolean hasRoot = false;
    while (packed.hasRemaining()) {
      Deleted next = new Deleted(node(packed), node(packed));
      if (next.node().equals(Nodes.ROOT)) throw WireCbor.Reader.bad("a node other than the root");
      hasRoot |= next.node().equals(root);
      nodes.add(next);
    }
    if (!hasRoot) throw WireCbor.Reader.bad("the top-most deleted node among the deleted ones");
    return nodes;
  }

  private static NodeId node(ByteBuffer in) {
    return new NodeId(new Id128(in.getLong(), in.getLong()));
  }

  private static Split split(WireCbor.Reader in, NodeId node) throws IntegrityException {
    Split split = new Split(node, in.op(), new NodeId(in.id()), new NodeId(in.id()), name(in));
    if (!split.copy().equals(Nodes.copyOf(node, split.version())))
      throw WireCbor.Reader.bad("the id that the copy of this version has");
    return split;
  }
}
