package org.tidelock.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.ForkException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.history.Operation.Create;
import org.tidelock.engine.history.Operation.NameVault;
import org.tidelock.engine.history.Operation.SetContent;

class SegmentsTest {
  private static final SecureRandom SECURE = new SecureRandom();
  private static final DeviceKeys DEVICE = DeviceKeys.generate(SECURE);
  private final Segments segments = new Segments(TestKeys.vault(1));

  private SegmentBody body(long seed, int operations) {
    return new RandomCommits(seed).body(DEVICE.id(), operations);
  }

  private UnverifiedSegment open(byte[] object, SegmentBody at) throws CryptoException {
    return segments.open(object, at.commit().writer(), at.commit().seq());
  }

  @Test
  void whatWasSealedIsReadBackWholeByWhoeverHasTheKeys() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      SegmentBody body = body(seed, (int) (seed % 40));
      Segments.Sealed sealed = segments.seal(body, DEVICE);
      VerifiedSegment read =
          open(sealed.object(), body)
              .verify(DEVICE.publicKeys(), body.previous(), VersionVector.EMPTY);
      assertThat(read.body()).as("seed " + seed).isEqualTo(body);
      assertThat(read.hash())
          .isEqualTo(Hash256.sha256(sealed.object()))
          .isEqualTo(sealed.segment().hash());
    }
  }

  @Test
  void objectsHaveOneOfAFewSizes() throws Exception {
    for (int operations : new int[] {0, 1, 30, 300, 3000, 9000})
      assertThat(segments.seal(body(7, operations), DEVICE).object().length)
          .isIn(4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 2 << 20);
  }

  @Test
  void anyChangedByteIsRefused() throws Exception {
    SegmentBody body = body(3, 4);
    byte[] object = segments.seal(body, DEVICE).object();
    for (int i = 0; i < object.length; i++) {
      byte[] bad = object.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      int at = i;
      assertThatThrownBy(() -> open(bad, body))
          .as("byte " + at)
          .isInstanceOf(CryptoException.class);
    }
  }

  @Test
  void truncatedOrLongerIsRefused() throws Exception {
    SegmentBody body = body(3, 4);
    byte[] object = segments.seal(body, DEVICE).object();
    for (int length = 0; length < object.length; length += 13) {
      byte[] bad = Arrays.copyOf(object, length);
      assertThatThrownBy(() -> open(bad, body)).isInstanceOf(CryptoException.class);
    }
    assertThatThrownBy(() -> open(Arrays.copyOf(object, object.length + 1), body))
        .isInstanceOf(IntegrityException.class);
  }

  @Test
  void aSegmentAtAnotherPlaceOrOfAnotherVaultIsRefused() throws Exception {
    SegmentBody body = body(5, 2);
    byte[] object = segments.seal(body, DEVICE).object();
    Commit c = body.commit();
    assertThatThrownBy(() -> segments.open(object, c.writer(), c.seq() + 1))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> segments.open(object, WriterId.random(SECURE), c.seq()))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> new Segments(TestKeys.vault(2)).open(object, c.writer(), c.seq()))
        .isInstanceOf(IntegrityException.class);
  }

  @Test
  void aHeadIsNoSegment() throws Exception {
    SegmentBody body = body(5, 2);
    Commit c = body.commit();
    byte[] head =
        new Heads(TestKeys.vault(1))
            .seal(new Head(c.writer(), c.seq(), body.previous(), body.tips(), c.seen()), DEVICE);
    assertThatThrownBy(() -> open(head, body)).isInstanceOf(IntegrityException.class);
  }

  @Test
  void anotherDevicesSignatureABrokenChainAndAForgetfulAuthorAreRefused() throws Exception {
    SegmentBody body = body(11, 2);
    UnverifiedSegment read = open(segments.seal(body, DEVICE).object(), body);
    DeviceKeys other = DeviceKeys.generate(SECURE);
    assertThatThrownBy(() -> read.verify(other.publicKeys(), body.previous(), VersionVector.EMPTY))
        .hasMessageContaining("did not sign");
    assertThatThrownBy(
            () ->
                read.verify(DEVICE.publicKeys(), Hash256.sha256(new byte[1]), VersionVector.EMPTY))
        .isInstanceOf(ForkException.class)
        .hasMessageContaining("does not continue");
    VersionVector more = body.commit().seen().with(WriterId.random(SECURE), 1);
    assertThatThrownBy(() -> read.verify(DEVICE.publicKeys(), body.previous(), more))
        .hasMessageContaining("forgot");
  }

  @Test
  void aWriterThatAnotherDeviceCertifiedIsRefused() throws Exception {
    SegmentBody first = null;
    for (long seed = 0; first == null; seed++) {
      SegmentBody body = new RandomCommits(seed).body(DeviceKeys.generate(SECURE).id(), 1);
      if (body.commit().seq() == 0) first = body;
    }
    UnverifiedSegment read = open(segments.seal(first, DEVICE).object(), first);
    SegmentBody body = first;
    assertThatThrownBy(() -> read.verify(DEVICE.publicKeys(), body.previous(), VersionVector.EMPTY))
        .hasMessageContaining("certified");
  }

  @Acceptance(167)
  @Test
  void namesThatCouldLeaveTheFolderAreRefusedWhenRead() {
    for (String name :
        new String[] {"", ".", "..", "a/b", "../x", "nul\0", "e\u0301", "x".repeat(256)}) {
      Commit commit =
          commit(List.of(new Create(NodeId.random(SECURE), NodeKind.FILE, Nodes.ROOT, name)));
      byte[] bytes =
          SegmentBodyCodec.encode(
              new SegmentBody(commit, Hash256.sha256(new byte[1]), List.of(), Optional.empty()));
      assertThatThrownBy(() -> SegmentBodyCodec.decode(bytes))
          .as("name " + name)
          .isInstanceOf(IntegrityException.class);
    }
  }

  @Test
  void vaultNamesThatAreEmptyTooLongOrNotPrintableAreRefusedWhenRead() {
    for (String name : new String[] {"", "a\nb", "\0", "\u0085", "x".repeat(256), "é".repeat(128)})
      assertThatThrownBy(() -> decodeOnly(new NameVault(name)))
          .as("name " + name)
          .isInstanceOf(IntegrityException.class);
  }

  @Test
  void anOperationOfAKindToComeIsUnsupportedNotSkipped() throws Exception {
    byte[] bytes = encoded(new NameVault("abcdef"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0082\u0007fabcdef");
    assertThat(at).isPositive();
    bytes[at + 1] = 8;
    assertThatThrownBy(() -> SegmentBodyCodec.decode(bytes))
        .isInstanceOf(UnsupportedException.class);
  }

  @Test
  void nothingButANameOfTheVaultSpeaksOfTheRootWhenRead() {
    for (Operation operation :
        List.of(
            new Create(Nodes.ROOT, NodeKind.FOLDER, Nodes.ROOT, "x"),
            new Operation.Move(Nodes.ROOT, NodeId.random(SECURE), "x"),
            new Operation.Touch(Nodes.ROOT)))
      assertThatThrownBy(() -> decodeOnly(operation)).isInstanceOf(IntegrityException.class);
  }

  private static byte[] encoded(Operation operation) {
    return SegmentBodyCodec.encode(
        new SegmentBody(
            commit(List.of(operation)), Hash256.sha256(new byte[1]), List.of(), Optional.empty()));
  }

  private static void decodeOnly(Operation operation) throws CryptoException {
    SegmentBodyCodec.decode(encoded(operation));
  }

  @Test
  void textWithoutAUtf8FormIsNeverWritten() {
    Commit commit =
        commit(List.of(new Create(NodeId.random(SECURE), NodeKind.FILE, Nodes.ROOT, "\ud800")));
    SegmentBody body =
        new SegmentBody(commit, Hash256.sha256(new byte[1]), List.of(), Optional.empty());
    assertThatThrownBy(() -> SegmentBodyCodec.encode(body))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(VaultNames.isValid("\ud800")).isFalse();
  }

  @Test
  void contentsThatDoNotAddUpAreRefusedWhenRead() {
    RandomCommits random = new RandomCommits(1);
    Content.FileContent file = random.file(3);
    Content.FileContent bomb =
        new Content.FileContent(file.id(), file.size() + 1, file.lineage(), file.chunks());
    Commit commit =
        commit(
            List.of(
                new SetContent(
                    random.node(), bomb, new Attributes(Instant.EPOCH, false), List.of())));
    byte[] bytes =
        SegmentBodyCodec.encode(
            new SegmentBody(commit, Hash256.sha256(new byte[1]), List.of(), Optional.empty()));
    assertThatThrownBy(() -> SegmentBodyCodec.decode(bytes)).hasMessageContaining("add up");
  }

  @Acceptance(167)
  @Test
  void randomBytesNeverDoAnythingButFailInOneWay() {
    RandomCommits random = new RandomCommits(99);
    byte[] good = SegmentBodyCodec.encode(body(4, 12));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k <= i % 3; k++)
        bad[Math.floorMod(Arrays.hashCode(random.bytes(4)), bad.length)] = random.bytes(1)[0];
      try {
        SegmentBody read = SegmentBodyCodec.decode(bad);
        assertThat(SegmentBodyCodec.encode(read)).isEqualTo(bad);
      } catch (CryptoException expected) {
        assertThat(expected).hasMessageNotContaining("Exception");
      } catch (RuntimeException e) {
        fail("seed 99, try " + i, e);
      }
    }
  }

  @Test
  void fourThousandNewSmallFilesFitIntoAMebibyte() throws Exception {
    RandomCommits random = new RandomCommits(2);
    List<Operation> operations = new ArrayList<>();
    List<PackEntry.Stored> stored = new ArrayList<>();
    NodeId folder = random.node();
    PackId pack = PackId.random(SECURE);
    for (int i = 0; i < 4000; i++) {
      NodeId node = random.node();
      operations.add(new Create(node, NodeKind.FILE, folder, "file-number-" + i + ".txt"));
      Content.FileContent file = random.file(1);
      operations.add(new SetContent(node, file, new Attributes(Instant.EPOCH, false), List.of()));
      stored.add(
          new PackEntry.Stored(
              file.chunks().getFirst().id(), List.of(new PackEntry.Extent(pack, i * 9000, 8700))));
    }
    WriterId writer = WriterId.random(SECURE);
    Commit commit =
        new Commit(
            writer,
            1,
            VersionVector.EMPTY.with(writer, 1),
            1,
            Instant.EPOCH,
            operations,
            List.of(
                new PackEntry(
                    pack, 16 << 20, random.hash(), TestKeys.vault(1).current().id(), stored)),
            Optional.empty());
    SegmentBody body = new SegmentBody(commit, random.hash(), List.of(), Optional.empty());
    assertThat(segments.seal(body, DEVICE).object().length).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void whatNobodyCouldReadIsNotSigned() {
    RandomCommits random = new RandomCommits(3);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i <= SegmentBodyCodec.MAX_OPERATIONS; i++)
      operations.add(new Operation.Touch(random.node()));
    SegmentBody body =
        new SegmentBody(commit(operations), random.hash(), List.of(), Optional.empty());
    assertThatThrownBy(() -> segments.seal(body, DEVICE))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("operations");
  }

  @Test
  void aCommitThatIsTooLargeIsRefusedBeforeAnythingIsRecorded() {
    RandomCommits random = new RandomCommits(2);
    List<Operation> operations =
        List.of(
            new SetContent(
                random.node(),
                random.file(120_000),
                new Attributes(Instant.EPOCH, false),
                List.of()));
    SegmentBody body =
        new SegmentBody(commit(operations), random.hash(), List.of(), Optional.empty());
    assertThatThrownBy(() -> segments.seal(body, DEVICE)).isInstanceOf(LimitException.class);
  }

  private static Commit commit(List<Operation> operations) {
    WriterId writer = WriterId.random(SECURE);
    return new Commit(
        writer,
        1,
        VersionVector.EMPTY.with(writer, 1),
        1,
        Instant.EPOCH,
        operations,
        List.of(),
        Optional.empty());
  }

  @Test
  void headsRoundTripAndRefuseEveryChangedByte() throws Exception {
    Heads heads = new Heads(TestKeys.vault(1));
    RandomCommits random = new RandomCommits(6);
    WriterId writer = WriterId.random(SECURE);
    Head head =
        new Head(
            writer,
            12,
            random.hash(),
            List.of(random.hash()),
            VersionVector.EMPTY.with(writer, 12));
    byte[] object = heads.seal(head, DEVICE);
    assertThat(object).hasSize(4096);
    assertThat(heads.open(object, writer, 12, DEVICE.publicKeys())).isEqualTo(head);
    assertThatThrownBy(() -> heads.open(object, writer, 13, DEVICE.publicKeys()))
        .isInstanceOf(IntegrityException.class);
    for (int i = 0; i < object.length; i += 7) {
      byte[] bad = object.clone();
      bad[i] ^= 0x40;
      assertThatThrownBy(() -> heads.open(bad, writer, 12, DEVICE.publicKeys()))
          .isInstanceOf(CryptoException.class);
    }
  }
}
