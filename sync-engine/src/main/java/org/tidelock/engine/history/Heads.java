package org.tidelock.engine.history;

import java.util.Arrays;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.DevicePublic;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SignaturePurpose;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.crypto.WriterId;

/// Seals and opens head objects of one vault. Thread-safe.
public final class Heads {
  private final VaultKeys keys;

  public Heads(VaultKeys keys) {
    this.keys = keys;
  }

  public byte[] seal(Head head, DeviceKeys device) throws LimitException {
    return SignedObject.seal(
        ObjectType.HEAD,
        SignaturePurpose.HEAD,
        keys.vault(),
        keys.current(),
        device,
        SignedObject.ids(head.writer(), head.seq()),
        encode(head));
  }

  /// Opens and checks what was found under `heads/<writer>-<seq>`.
  /// @param author the keys of the writer's device, from the verified members
  public Head open(byte[] object, WriterId writer, long seq, DevicePublic author)
      throws IntegrityException, UnsupportedException, LimitException {
    SealedObject sealed = SealedObject.parse(object);
    EpochKeys epoch = Segments.epoch(keys, sealed);
    byte[] ids = SignedObject.ids(writer, seq);
    SignedObject signed = SignedObject.open(sealed, ObjectType.HEAD, keys.vault(), epoch, ids);
    if (!signed.isSignedBy(author, SignaturePurpose.HEAD, keys.vault(), ids))
      throw new IntegrityException("a head that its device did not sign");
    Head head = WireCbor.<Head, IntegrityException>read(signed.body(), Heads::read);
    if (!Arrays.equals(encode(head), signed.body()))
      throw new IntegrityException("a head that is not in its one allowed encoding");
    if (!head.writer().equals(writer) || head.seq() != seq)
      throw new IntegrityException("a head that belongs to another place");
    return head;
  }

  private static byte[] encode(Head head) {
    return WireCbor.write(
        out -> {
          out.array(5).id(head.writer().value()).number(head.seq()).hash(head.segment());
          SegmentBodyCodec.tips(out, head.tips());
          SegmentBodyCodec.vector(out, head.seen());
          out.end();
        });
  }

  private static Head read(WireCbor.Reader in) throws IntegrityException {
    in.begin();
    Head head =
        new Head(
            new WriterId(in.id()),
            in.count(),
            in.hash(),
            SegmentBodyCodec.tips(in),
            SegmentBodyCodec.vector(in));
    in.end();
    return head;
  }
}
