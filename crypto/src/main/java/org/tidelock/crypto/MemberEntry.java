package org.tidelock.crypto;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// One object of `members/`: what it says, who signed it, and after what. Its hash, which is its name, is over the stored bytes.
///
/// @param epoch under whose K_mem it is sealed
record MemberEntry(
    VaultId vault,
    SortedSet<Hash256> parents,
    Id128 root,
    EpochId epoch,
    long time,
    List<Change> changes,
    byte[] body,
    byte[] signature,
    Hash256 hash) {
  private static final int MAX_PARENTS = 64;
  private static final int MAX_CHANGES = 1024;
  private static final byte[] NO_IDS = new byte[0];

  /// Signs and seals a new entry.
  static VaultObject write(
      VaultId vault,
      Collection<Hash256> parents,
      RootKeys root,
      EpochKeys epoch,
      Instant time,
      List<Change> changes)
      throws LimitException {
    for (Change c : changes) {
      if (c instanceof Change.AddDevice a
          && a.name().getBytes(StandardCharsets.UTF_8).length > Change.MAX_NAME) {
        throw new LimitException("a device's name may have " + Change.MAX_NAME + " bytes");
      }
    }
    byte[] body =
        Cbor.encode(
            new CborMap()
                .put(0, vault.bytes())
                .put(1, new TreeSet<>(parents).stream().map(Hash256::bytes).toList())
                .put(2, root.publicKeys().id().bytes())
                .put(3, epoch.id().bytes())
                .put(4, time.toEpochMilli())
                .put(5, changes.stream().map(Change::encode).toList()));
    byte[] plain =
        SignedBody.compose(body, root.sign(SignaturePurpose.MEMBER, body), SealedObject.OVERHEAD);
    byte[] sealed =
        SealedObject.seal(ObjectType.MEMBER, vault, epoch.id(), epoch.members(), NO_IDS, plain);
    return new VaultObject(ObjectNames.member(Hash256.sha256(sealed)), sealed);
  }

  /// Opens an entry. Its signature is not checked yet: only the entries before it say which root keys count.
  static MemberEntry open(VaultId vault, SealedObject sealed, SealingKey key, Hash256 hash)
      throws IntegrityException, UnsupportedException {
    SignedBody signed = SignedBody.parse(sealed.open(ObjectType.MEMBER, vault, key, NO_IDS));
    CborMap map = Cbor.decode(signed.allegedBody());
    map.knowsUpTo(5);
    List<Change> changes = new ArrayList<>();
    for (CborMap c : map.maps(5, MAX_CHANGES)) Change.decode(c).ifPresent(changes::add);
    SortedSet<Hash256> parents = new TreeSet<>();
    for (byte[] p : map.sortedSet(1, Hash256.BYTES, MAX_PARENTS)) parents.add(Hash256.of(p));
    MemberEntry entry =
        new MemberEntry(
            new VaultId(map.id(0)),
            parents,
            map.id(2),
            new EpochId(map.id(3)),
            map.uint64(4),
            changes,
            signed.allegedBody(),
            signed.signature(RootPublic.SIGNATURE),
            hash);
    if (!entry.vault.equals(vault) || !entry.epoch.equals(sealed.allegedEpoch())) {
      throw new IntegrityException("a members entry belongs elsewhere");
    }
    return entry;
  }

  boolean signedBy(RootPublic key) {
    return key.id().equals(root) && key.verify(SignaturePurpose.MEMBER, body, signature);
  }

  Instant at() {
    return Instant.ofEpochMilli(time);
  }

  String name() {
    return ObjectNames.member(hash);
  }

  /// What the new root signs to accept its place.
  static byte[] rotation(VaultId vault, Id128 oldRoot, Collection<Hash256> parents) {
    byte[] message = Bytes.concat(vault.bytes(), oldRoot.bytes());
    for (Hash256 p : new TreeSet<>(parents)) message = Bytes.concat(message, p.bytes());
    return message;
  }
}
