package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Two objects in the storage by which a device that has a code shown, and one of the vault into which it was typed, meet: a request and its answer. Names and keys follow from the
/// code, so that nobody else finds, reads or makes either. Format: docs/vault-format.md §10.
public final class Pairing {
  private static final String FOLDER = "pairing/";
  private static final int MAX_NAME = 256;
  private static final int MAX_TIPS = 64;

  private final byte[] secret;
  private final VaultId vault;
  private final Meeting request;

  /// @param code open as long as this is used
  /// @param vault as the new device has seen it in the storage, or the other one's own
  public Pairing(PairingCode code, VaultId vault) {
    this.secret = code.secret();
    this.vault = vault;
    this.request = Meeting.of(Kdf.derive(secret, "pairing request", 48, vault.bytes()));
  }

  /// Where an object lies, and what it is sealed under.
  private record Meeting(Id128 id, SealingKey key) {
    static Meeting of(byte[] derived) {
      try {
        return new Meeting(
            Id128.of(Bytes.slice(derived, 0, Id128.BYTES)),
            SealingKey.of(Bytes.slice(derived, Id128.BYTES, SealingKey.BYTES)));
      } finally {
        Bytes.wipe(derived);
      }
    }

    String name() {
      return FOLDER + id;
    }

    VaultObject seal(VaultId vault, byte[] body, byte[] signature) throws LimitException {
      byte[] plaintext = SignedBody.compose(body, signature, SealedObject.OVERHEAD);
      return new VaultObject(
          name(), SealedObject.seal(ObjectType.PAIRING, vault, id, key, id.bytes(), plaintext));
    }

    SignedBody open(VaultId vault, byte[] object) throws CryptoException {
      SealedObject sealed = SealedObject.parse(object);
      return SignedBody.parse(sealed.open(ObjectType.PAIRING, vault, key, id.bytes()));
    }
  }

  /// The name of the request's object.
  public String requestName() {
    return request.name();
  }

  /// Asks to be let in.
  /// @param header the identity of the header that was seen
  /// @param name at most 256 bytes of UTF-8
  /// @throws CryptoException if the name is longer
  public PairingRequest ask(Hash256 header, String name, DeviceKeys device) throws CryptoException {
    byte[] body =
        Cbor.encode(
            new CborMap().put(0, header.bytes()).put(1, device.publicKeys().bytes()).put(2, name));
    VaultObject object = request.seal(vault, body, device.sign(SignaturePurpose.PAIRING, body));
    return read(object.bytes());
  }

  /// Reads the object of [#requestName].
  /// @throws IntegrityException if it was not made with this code, for this vault
  public PairingRequest read(byte[] object) throws CryptoException {
    SignedBody signed = request.open(vault, object);
    byte[] body = signed.allegedBody();
    CborMap map = Cbor.decode(body);
    map.knowsUpTo(2);
    DevicePublic device = DevicePublic.of(map.bytes(1, DevicePublic.ENCODED));
    if (!device.verify(SignaturePurpose.PAIRING, body, signed.signature(Ed25519.SIGNATURE)))
      throw new IntegrityException("the device that asks has not signed what it asks for");
    return new PairingRequest(
        map.hash(0),
        device,
        map.text(2, MAX_NAME),
        words(object),
        new VaultObject(request.name(), object));
  }

  private List<String> words(byte[] object) {
    return Words.six(Hash256.of(Kdf.derive(secret, "pairing words", Hash256.BYTES, hash(object))));
  }

  private static byte[] hash(byte[] object) {
    return Hash256.sha256(object).bytes();
  }

  private Meeting answerTo(PairingRequest asked) {
    return Meeting.of(
        Kdf.derive(secret, "pairing answer", 48, vault.bytes(), asked.object().hash().bytes()));
  }

  /// The name of the object of a request's answer.
  public String answerName(PairingRequest asked) {
    return answerTo(asked).name();
  }

  /// Answers a device that was let in.
  /// @param by of the vault
  /// @throws CryptoException if that is too much for an object
  public VaultObject answer(PairingRequest asked, PairingAnswer.Seen seen, DeviceKeys by)
      throws CryptoException {
    byte[] body =
        Cbor.encode(
            new CborMap()
                .put(0, asked.header().bytes())
                .put(1, asked.object().hash().bytes())
                .put(2, by.id().bytes())
                .put(3, new TreeSet<>(seen.tips()).stream().map(Hash256::bytes).toList())
                .put(4, Cut.encode(seen.floor())));
    return answerTo(asked).seal(vault, body, by.sign(SignaturePurpose.PAIRING, body));
  }

  /// Reads the object of [#answerName].
  /// @throws IntegrityException if it answers another request, or was made without the code
  public PairingAnswer readAnswer(PairingRequest asked, byte[] object) throws CryptoException {
    SignedBody signed = answerTo(asked).open(vault, object);
    byte[] body = signed.allegedBody();
    CborMap map = Cbor.decode(body);
    map.knowsUpTo(4);
    if (!map.hash(0).equals(asked.header()) || !map.hash(1).equals(asked.object().hash()))
      throw new IntegrityException("an answer to another request");
    List<Hash256> tips = new ArrayList<>();
    for (byte[] tip : map.sortedSet(3, Hash256.BYTES, MAX_TIPS)) tips.add(Hash256.of(tip));
    return new PairingAnswer(
        new DeviceId(map.id(2)), tips, Cut.read(map, 4), body, signed.signature(Ed25519.SIGNATURE));
  }
}
