package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.DevicePublic;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SignaturePurpose;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.crypto.WriterId;

/// Seals and opens the parts of checkpoints of one vault; a row, and so a part, is hardly longer than the segment that it comes from. Thread-safe.
public final class Checkpoints {
  /// What this version reads, and writes.
  private static final int LAYOUT = 1;

  private static final int MAX_PARTS = 999_999;

  private final VaultKeys keys;

  public Checkpoints(VaultKeys keys) {
    this.keys = keys;
  }

  /// A part's place: the writer and the number of the anchor, and the part's own number, 0 for the manifest.
  public record Place(WriterId writer, long number, int part) {
    private byte[] ids() {
      return ByteBuffer.allocate(28).put(writer.bytes()).putLong(number).putInt(part).array();
    }
  }

  /// @throws LimitException if a row is longer than the format allows
  public byte[] seal(Place place, byte[] body, DeviceKeys device) throws LimitException {
    if (place.part > MAX_PARTS)
      throw new LimitException("what the vault has does not fit into a checkpoint");
    return SignedObject.seal(
        ObjectType.CHECKPOINT,
        SignaturePurpose.CHECKPOINT,
        keys.vault(),
        keys.current(),
        device,
        place.ids(),
        body);
  }

  public byte[] seal(CheckpointManifest manifest, DeviceKeys device) throws LimitException {
    return seal(new Place(manifest.writer(), manifest.number(), 0), encode(manifest), device);
  }

  /// The body of a part, which this device has signed for this place.
  ///
  /// @param author the keys of the anchor's device, from the verified members
  public byte[] open(byte[] object, Place place, DevicePublic author)
      throws IntegrityException, UnsupportedException, LimitException {
    SignedObject signed = open(object, place);
    requireSigned(signed, place, author);
    return signed.body();
  }

  private void requireSigned(SignedObject signed, Place place, DevicePublic author)
      throws IntegrityException {
    if (!signed.isSignedBy(author, SignaturePurpose.CHECKPOINT, keys.vault(), place.ids()))
      throw new IntegrityException("a part of a checkpoint that its device did not sign");
  }

  private SignedObject open(byte[] object, Place place)
      throws IntegrityException, UnsupportedException, LimitException {
    SealedObject sealed = SealedObject.parse(object);
    return SignedObject.open(
        sealed, ObjectType.CHECKPOINT, keys.vault(), Segments.epoch(keys, sealed), place.ids());
  }

  /// Opens what was found in the place of a manifest. Who wrote it is not known before [Unverified#verify].
  public Unverified manifest(byte[] object, WriterId writer, long number)
      throws IntegrityException, UnsupportedException, LimitException {
    Place place = new Place(writer, number, 0);
    SignedObject signed = open(object, place);
    CheckpointManifest manifest =
        WireCbor.<CheckpointManifest, UnsupportedException>read(signed.body(), Checkpoints::read);
    if (!Arrays.equals(encode(manifest), signed.body()))
      throw new IntegrityException("a manifest that is not in its one allowed encoding");
    if (!manifest.writer().equals(writer) || manifest.number() != number)
      throw new IntegrityException("a manifest that belongs to another place");
    return new Unverified(manifest, signed, place);
  }

  /// A manifest that a holder of the epoch's key sealed for its place.
  public final class Unverified {
    private final CheckpointManifest manifest;
    private final SignedObject signed;
    private final Place place;

    private Unverified(CheckpointManifest manifest, SignedObject signed, Place place) {
      this.manifest = manifest;
      this.signed = signed;
      this.place = place;
    }

    /// To choose among several, and to find the device whose signature is to be checked.
    public CheckpointManifest alleged() {
      return manifest;
    }

    /// The device that the manifest names as its writer's.
    public DeviceId allegedDevice() {
      int number = List.copyOf(manifest.vector().counts().keySet()).indexOf(manifest.writer());
      return manifest.authors().get(number).device();
    }

    public CheckpointManifest verify(DevicePublic author) throws IntegrityException {
      if (!author.id().equals(allegedDevice()))
        throw new IntegrityException("a checkpoint of another device than its writer's");
      requireSigned(signed, place, author);
      return manifest;
    }
  }

  private static byte[] encode(CheckpointManifest m) {
    return WireCbor.write(
        out -> {
          out.array(10).number(LAYOUT).id(m.writer().value()).number(m.number());
          SegmentBodyCodec.vector(out, m.vector());
          out.hash(m.stateHash()).number(m.lamport());
          if (m.name().isPresent())
            out.array(2).op(m.name().get().id()).text(m.name().get().text()).end();
          else out.none();
          out.array(m.authors().size());
          for (CheckpointManifest.Author a : m.authors())
            out.array(3).id(a.device().value()).text(a.name()).hash(a.newest()).end();
          out.end().number(m.parts()).hash(m.digest()).end();
        });
  }

  private static CheckpointManifest read(WireCbor.Reader in)
      throws IntegrityException, UnsupportedException {
    in.begin();
    long layout = in.count();
    if (layout != LAYOUT)
      throw new UnsupportedException(
          "a checkpoint of layout " + layout + ": a newer Tidelock wrote it");
    WriterId writer = new WriterId(in.id());
    long number = in.count();
    VersionVector vector = SegmentBodyCodec.vector(in);
    var state = in.hash();
    long lamport = in.count();
    Optional<CheckpointManifest.Name> name = name(in);
    List<CheckpointManifest.Author> authors = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      DeviceId device = new DeviceId(in.id());
      authors.add(new CheckpointManifest.Author(device, deviceName(in), in.hash()));
      in.end();
    }
    int parts = in.small(MAX_PARTS);
    var digest = in.hash();
    in.end();
    if (number < 1 || vector.seen(writer) != number)
      throw WireCbor.Reader.bad("a vector that has seen exactly the anchor's own past");
    if (authors.size() != vector.counts().size()) throw WireCbor.Reader.bad("each writer's device");
    if (name.isPresent() && !vector.covers(name.get().id()))
      throw WireCbor.Reader.bad("a name that the vector covers");
    if (lamport > Long.MAX_VALUE - SegmentBodyCodec.MAX_OPERATIONS)
      throw WireCbor.Reader.bad("a Lamport time within bounds");
    return new CheckpointManifest(
        writer, number, vector, state, lamport, name, authors, parts, digest);
  }

  private static Optional<CheckpointManifest.Name> name(WireCbor.Reader in)
      throws IntegrityException {
    if (!in.arrayOrNone()) return Optional.empty();
    OpId id = in.op();
    String text = in.text();
    in.end();
    if (!VaultNames.isVaultName(text)) throw WireCbor.Reader.bad("a name that a vault may have");
    return Optional.of(new CheckpointManifest.Name(id, text));
  }

  private static String deviceName(WireCbor.Reader in) throws IntegrityException {
    String name = in.text();
    int length = VaultNames.utf8Length(name);
    if (length == 0 || length > VaultNames.MAX_BYTES) throw WireCbor.Reader.bad("a device name");
    return name;
  }
}
