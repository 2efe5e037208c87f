package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.vectors.Fixture.EPOCH;
import static org.tidelock.engine.vectors.Fixture.LINEAGE;
import static org.tidelock.engine.vectors.Fixture.VAULT;
import static org.tidelock.engine.vectors.Fixture.filled;
import static org.tidelock.engine.vectors.Fixture.hex;
import static org.tidelock.engine.vectors.Fixture.list;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import org.tidelock.engine.vectors.SecondCbor;
import tools.jackson.databind.node.ObjectNode;

/// Two packs put together by hand, with a chunk that begins in the first and ends in the second; footers and trailers that must be refused; and a pack of the product,
/// taken apart by hand.
public final class PackVectors {
  private static final int LENGTH = 64 << 10;
  private static final byte[][] IDS = {filled(16, 0xd0), filled(16, 0xd1)};
  private final ObjectNode file = Fixture.vault();
  private final byte[] key = Fixture.epochKey("pack");
  private final PackCipher cipher;

  /// A piece in the footer: chunk id, first byte of the sealed chunk, its length, offset in the pack, bytes here.
  private record Piece(byte[] chunk, int at, int total, int offset, int length) {
    List<Object> cbor() {
      return list(chunk, at, total, offset, length);
    }
  }

  private PackVectors() {
    VaultKeys keys = Fixture.keys();
    cipher = new PackCipher(keys.vault(), keys.current());
  }

  public static ObjectNode make() throws Exception {
    return new PackVectors().run();
  }

  private ObjectNode run() throws Exception {
    byte[] fileKey = Second.derive(key, LINEAGE, "file", 32, VAULT, EPOCH);
    byte[] small = filled(5, 1);
    byte[] long_ = ChunkingVectors.noise(1000);
    byte[] a = ChunkVectors.seal(fileKey, ChunkVectors.id(small), Second.join(new byte[1], small));
    byte[] b = ChunkVectors.seal(fileKey, ChunkVectors.id(long_), Second.join(new byte[1], long_));
    file.put("lineage", hex(LINEAGE))
        .put("chunks", "plaintexts 0102030405, and 1,000 bytes of chunking.json's noise; codec 0");
    file.put("padding", "the noise of chunking.json from its beginning");
    file.put("firstSealedChunk", hex(a)).put("secondSealedChunkSha256", hex(Second.sha256(b)));
    Piece whole = new Piece(ChunkVectors.id(small), 0, a.length, 26, a.length);
    Piece begin = new Piece(ChunkVectors.id(long_), 0, b.length, 26 + a.length, 100);
    Piece end = new Piece(ChunkVectors.id(long_), 100, b.length, 26, b.length - 100);
    byte[] first = pack(0, Second.join(a, Arrays.copyOf(b, 100)), List.of(whole, begin));
    byte[] second = pack(1, Arrays.copyOfRange(b, 100, b.length), List.of(end));
    directory(first, second, a, b);
    refusals();
    product();
    return file;
  }

  private byte[] pack(int number, byte[] stream, List<Piece> pieces) throws Exception {
    byte[] plain = SecondCbor.encode(pieces.stream().map(Piece::cbor).toList());
    assertThat(product(pieces).encode()).isEqualTo(plain);
    byte[] nonce = filled(24, 0xa0 + 2 * number);
    byte[] trailerNonce = filled(24, 0xa1 + 2 * number);
    byte[] id = IDS[number];
    byte[] pack = pack(id, stream, seal(id, 0, nonce, plain), trailerNonce);
    assertThat(PackLayout.footer(cipher, PackId.of(id), pack).encode()).isEqualTo(plain);
    ObjectNode v = file.withArray("packs").addObject();
    v.put("name", "packs/" + hex(id).substring(0, 2) + "/" + hex(id))
        .put("length", pack.length)
        .put("sha256", hex(Second.sha256(pack)));
    v.put("footer", hex(plain))
        .put("footerNonce", hex(nonce))
        .put("trailerNonce", hex(trailerNonce));
    v.put("streamEnd", 26 + stream.length).put("footerOffset", LENGTH - 48 - plain.length - 40);
    v.put("sealedTrailer", hex(Arrays.copyOfRange(pack, LENGTH - 48, LENGTH)));
    return pack;
  }

  private byte[] pack(byte[] id, byte[] stream, byte[] footer, byte[] trailerNonce) {
    int at = LENGTH - 48 - footer.length;
    byte[] trailer =
        seal(id, 1, trailerNonce, Second.join(Second.u32(at), Second.u32(26 + stream.length)));
    byte[] padding = ChunkingVectors.noise(at - 26 - stream.length);
    return Second.join(Second.frame(7, EPOCH), stream, padding, footer, trailer);
  }

  private byte[] seal(byte[] pack, int part, byte[] nonce, byte[] plain) {
    return Second.seal(
        key, nonce, plain, Second.frame(8, EPOCH), VAULT, pack, new byte[] {(byte) part});
  }

  private static PackFooter product(List<Piece> pieces) {
    List<PackFooter.Piece> list = new ArrayList<>();
    for (Piece p : pieces)
      list.add(new PackFooter.Piece(ChunkId.of(p.chunk), p.at, p.total, p.offset, p.length));
    return new PackFooter(list);
  }

  private void directory(byte[] first, byte[] second, byte[] a, byte[] b) throws Exception {
    DirectoryRebuild rebuild = new DirectoryRebuild(_ -> Optional.of(cipher));
    rebuild.add(PackId.of(IDS[0]), first);
    rebuild.add(PackId.of(IDS[1]), second);
    PackId one = PackId.of(IDS[0]);
    PackId two = PackId.of(IDS[1]);
    PackEntry.Stored straddling =
        new PackEntry.Stored(
            ChunkId.of(ChunkVectors.id(ChunkingVectors.noise(1000))),
            List.of(
                new PackEntry.Extent(one, 26 + a.length, 100),
                new PackEntry.Extent(two, 26, b.length - 100)));
    List<PackEntry> entries = rebuild.directory();
    assertThat(entries.getFirst().chunks()).hasSize(2).contains(straddling);
    assertThat(entries.getLast().chunks()).isEmpty();
    assertThat(entries.getFirst().sha256()).isEqualTo(Hash256.of(Second.sha256(first)));
  }

  private void refusals() {
    byte[] stream = new byte[200];
    byte[] chunk = filled(32, 1);
    List<Object> good = new Piece(chunk, 0, 200, 26, 200).cbor();
    footer("a piece outside the stream", stream, list(new Piece(chunk, 0, 300, 26, 201).cbor()));
    footer("a piece in the frame", stream, list(new Piece(chunk, 0, 200, 25, 200).cbor()));
    footer("an empty piece", stream, list(new Piece(chunk, 0, 200, 26, 0).cbor()));
    footer(
        "a piece behind the end of its chunk",
        stream,
        list(new Piece(chunk, 1, 200, 26, 200).cbor()));
    footer(
        "a chunk id of 31 bytes", stream, list(new Piece(filled(31, 1), 0, 200, 26, 200).cbor()));
    footer("four numbers", stream, list(good.subList(0, 4)));
    footer("no list", stream, 7);
    byte[] encoded = SecondCbor.encode(list(good));
    bytes("something follows", stream, Second.join(encoded, new byte[1]));
    bytes("cut off", stream, Arrays.copyOf(encoded, encoded.length - 1));
    bytes(
        "a list without a length",
        stream,
        Second.join(new byte[] {(byte) 0x9f}, SecondCbor.encode(good), new byte[] {(byte) 0xff}));
    byte[] footer = seal(IDS[0], 0, Fixture.NONCE, encoded);
    int at = LENGTH - 48 - footer.length;
    trailer("a trailer that points behind itself", footer, LENGTH - 47, 226);
    trailer("a stream that ends in the footer", footer, at, at + 1);
    trailer("a stream that ends in the frame", footer, at, 25);
    trailer("a footer one byte early", footer, at - 1, 226);
    byte[] pack = pack(IDS[0], stream, footer, Fixture.NONCE);
    assertThatThrownBy(() -> PackLayout.footer(cipher, PackId.of(IDS[1]), pack))
        .isInstanceOf(DamagedPackException.class);
    byte[] swapped = pack(IDS[0], stream, seal(IDS[0], 1, Fixture.NONCE, encoded), Fixture.NONCE);
    assertThatThrownBy(() -> open(swapped)).isInstanceOf(DamagedPackException.class);
  }

  private PackFooter open(byte[] pack) throws DamagedPackException {
    return PackLayout.footer(cipher, PackId.of(IDS[0]), pack);
  }

  private void footer(String why, byte[] stream, Object footer) {
    bytes(why, stream, SecondCbor.encode(footer));
  }

  private void bytes(String why, byte[] stream, byte[] footer) {
    byte[] pack = pack(IDS[0], stream, seal(IDS[0], 0, Fixture.NONCE, footer), Fixture.NONCE);
    assertThatThrownBy(() -> open(pack)).as(why).isInstanceOf(DamagedPackException.class);
    file.withArray("refusedFooters")
        .addObject()
        .put("why", why)
        .put("streamEnd", 26 + stream.length)
        .put("footer", hex(footer))
        .put("code", 20);
  }

  private void trailer(String why, byte[] footer, int offset, int streamEnd) {
    byte[] trailer =
        seal(IDS[0], 1, Fixture.NONCE, Second.join(Second.u32(offset), Second.u32(streamEnd)));
    byte[] front = Arrays.copyOf(Second.frame(7, EPOCH), LENGTH - 48 - footer.length);
    byte[] pack = Second.join(front, footer, trailer);
    assertThatThrownBy(() -> open(pack)).as(why).isInstanceOf(DamagedPackException.class);
    file.withArray("refusedTrailers")
        .addObject()
        .put("why", why)
        .put("packLength", LENGTH)
        .put("footerLength", footer.length)
        .put("footerOffset", offset)
        .put("streamEnd", streamEnd)
        .put("code", 20);
  }

  private void product() throws IOException {
    List<byte[]> packs = new ArrayList<>();
    List<PackId> ids = new ArrayList<>();
    PackWriter writer =
        new PackWriter(
            cipher,
            new SecureRandom(),
            new PackBuffers(256 << 10, 2),
            pack -> {
              byte[] bytes = new byte[pack.length()];
              pack.bytes().get(bytes);
              packs.add(bytes);
              ids.add(pack.id());
              pack.close();
            });
    try (PackWriter.Lane lane = writer.lane(5)) {
      for (int i = 0; i < 3; i++)
        lane.add(ChunkId.of(filled(32, i)), ChunkingVectors.noise(150_000 + i));
    }
    writer.flush();
    assertThat(packs).hasSize(2);
    assertThat(packs.getFirst()).hasSize(256 << 10);
    for (int i = 0; i < packs.size(); i++) takeApart(ids.get(i).bytes(), packs.get(i));
  }

  private void takeApart(byte[] id, byte[] pack) {
    assertThat(Arrays.copyOf(pack, 26)).isEqualTo(Second.frame(7, EPOCH));
    int trailerAt = pack.length - 48;
    byte[] trailer = open(id, 1, Arrays.copyOfRange(pack, trailerAt, pack.length));
    int footerAt = java.nio.ByteBuffer.wrap(trailer).getInt(0);
    int streamEnd = java.nio.ByteBuffer.wrap(trailer).getInt(4);
    byte[] footer = open(id, 0, Arrays.copyOfRange(pack, footerAt, trailerAt));
    List<Object> pieces = new ArrayList<>();
    int at = 26;
    for (PackFooter.Piece p : PackFooter.decode(footer).pieces()) {
      assertThat(p.offset()).isEqualTo(at);
      at += p.length();
      pieces.add(list(p.chunk().bytes(), p.at(), p.total(), p.offset(), p.length()));
      byte[] expected = ChunkingVectors.noise(p.total());
      assertThat(Arrays.copyOfRange(pack, p.offset(), at))
          .isEqualTo(Arrays.copyOfRange(expected, p.at(), p.at() + p.length()));
    }
    assertThat(at).isEqualTo(streamEnd);
    assertThat(SecondCbor.encode(pieces)).isEqualTo(footer);
  }

  private byte[] open(byte[] id, int part, byte[] sealed) {
    return Second.open(key, sealed, Second.frame(8, EPOCH), VAULT, id, new byte[] {(byte) part});
  }
}
