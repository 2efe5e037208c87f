package org.tidelock.crypto;

import java.util.function.UnaryOperator;

/// The keys of the vault for one recipient: a device (HPKE) or the holder of the root secret (K_wrap). What is inside is signed and names the
/// recipient, so an envelope cannot be passed on as another's; the keys themselves are proven by the commitments in the members.
///
/// @param epoch whose name it bears
/// @param signer a root's id or a device's
record Envelope(
    EpochId epoch,
    VaultKeys keys,
    boolean rootSigned,
    Id128 signer,
    byte[] body,
    SignedBody signed) {

  static VaultObject forDevice(VaultKeys keys, DevicePublic device, Signer signer)
      throws IntegrityException, LimitException {
    EpochId epoch = keys.current().id();
    byte[] plain = plaintext(keys, device.id().value(), signer, SealedObject.FRAME + Hpke.OVERHEAD);
    byte[] ad =
        SealedObject.associatedData(
            ObjectType.ENVELOPE, keys.vault(), device.id().value(), epoch.bytes());
    byte[] bytes =
        Bytes.concat(
            SealedObject.frame(ObjectType.ENVELOPE, device.id().value()),
            Hpke.seal(device.sealing(), ad, plain));
    Bytes.wipe(plain);
    return new VaultObject(ObjectNames.envelope(epoch, device.id()), bytes);
  }

  static VaultObject forRoot(VaultKeys keys, RootKeys root) throws LimitException {
    EpochId epoch = keys.current().id();
    Id128 id = root.publicKeys().id();
    byte[] plain = plaintext(keys, id, Signer.of(root), SealedObject.OVERHEAD);
    byte[] bytes =
        SealedObject.seal(ObjectType.ENVELOPE, keys.vault(), id, root.wrap(), epoch.bytes(), plain);
    Bytes.wipe(plain);
    return new VaultObject(ObjectNames.rootEnvelope(epoch), bytes);
  }

  private static byte[] plaintext(VaultKeys keys, Id128 recipient, Signer signer, int overhead)
      throws LimitException {
    CborMap map =
        new CborMap()
            .put(0, keys.vault().bytes())
            .put(1, keys.current().id().bytes())
            .put(2, recipient.bytes())
            .put(3, signer.root ? 0 : 1)
            .put(4, signer.id.bytes());
    byte[] body = Cbor.encode(keys.put(map, 5));
    byte[] plain = SignedBody.compose(body, signer.sign.apply(body), overhead);
    Bytes.wipe(body);
    return plain;
  }

  static Envelope openAsDevice(DeviceKeys device, VaultId vault, EpochId epoch, byte[] bytes)
      throws CryptoException {
    SealedObject sealed = frame(bytes, device.id().value());
    byte[] ad =
        SealedObject.associatedData(ObjectType.ENVELOPE, vault, device.id().value(), epoch.bytes());
    return read(device.openEnvelope(ad, sealed.body()), vault, epoch, device.id().value());
  }

  static Envelope openAsRoot(RootKeys root, VaultId vault, EpochId epoch, byte[] bytes)
      throws CryptoException {
    Id128 id = root.publicKeys().id();
    return read(
        frame(bytes, id).open(ObjectType.ENVELOPE, vault, root.wrap(), epoch.bytes()),
        vault,
        epoch,
        id);
  }

  private static SealedObject frame(byte[] bytes, Id128 recipient) throws CryptoException {
    SealedObject sealed = SealedObject.parse(bytes);
    sealed.require(ObjectType.ENVELOPE);
    if (!sealed.allegedKeyId().equals(recipient))
      throw new IntegrityException("an envelope is for someone else");
    return sealed;
  }

  private static Envelope read(byte[] plain, VaultId vault, EpochId epoch, Id128 recipient)
      throws CryptoException {
    SignedBody signed = SignedBody.parse(plain);
    byte[] body = signed.allegedBody();
    CborMap map = Cbor.decode(body);
    map.knowsUpTo(6);
    for (CborMap key : map.maps(6, VaultKeys.MAX_EPOCHS)) key.knowsUpTo(2);
    if (!map.id(0).equals(vault.value())
        || !map.id(1).equals(epoch.value())
        || !map.id(2).equals(recipient)
        || map.uint(3) > 1) {
      throw new IntegrityException("an envelope belongs elsewhere");
    }
    VaultKeys keys = VaultKeys.read(vault, map, 5);
    if (keys.epoch(epoch).isEmpty())
      throw new IntegrityException("an envelope lacks its epoch's key");
    return new Envelope(epoch, keys, map.uint(3) == 0, map.id(4), body, signed);
  }

  /// Who sealed it: a root of this vault, or one of its devices.
  void verifySigner(Members members) throws IntegrityException {
    boolean good = rootSigned ? signedByRoot(members) : signedByDevice(members);
    if (!good)
      throw new IntegrityException(
          "an envelope is not signed by the vault's root keys or one of its devices");
  }

  private boolean signedByRoot(Members members) throws IntegrityException {
    byte[] signature = signed.signature(RootPublic.SIGNATURE);
    return members
        .knownRoot(signer)
        .map(r -> r.verify(SignaturePurpose.ENVELOPE, body, signature))
        .orElse(false);
  }

  private boolean signedByDevice(Members members) throws IntegrityException {
    byte[] signature = signed.signature(Ed25519.SIGNATURE);
    return members
        .device(new DeviceId(signer))
        .map(d -> d.keys().verify(SignaturePurpose.ENVELOPE, body, signature))
        .orElse(false);
  }

  /// Who signs a new envelope.
  record Signer(boolean root, Id128 id, UnaryOperator<byte[]> sign) {
    static Signer of(RootKeys root) {
      return new Signer(
          true, root.publicKeys().id(), body -> root.sign(SignaturePurpose.ENVELOPE, body));
    }

    static Signer of(DeviceKeys device) {
      return new Signer(
          false, device.id().value(), body -> device.sign(SignaturePurpose.ENVELOPE, body));
    }
  }
}
