package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The rules of the members' graph, with entries signed by the true root: what even an owner's own devices must not be made to believe.
class MembersRulesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private final VaultId vault = VaultId.random(RANDOM);
  private final RootKeys root = root(1);
  private final VaultHeader header = new VaultHeader(vault, root.publicKeys());
  private final EpochKeys epoch = epoch(1);
  private final VaultKeys keys = new VaultKeys(vault, NewVault.bytes(RANDOM), List.of(epoch));
  private final DeviceKeys first = DeviceKeys.generate(RANDOM);
  private final DeviceKeys second = DeviceKeys.generate(RANDOM);
  private final VaultObject genesis =
      entry(
          root,
          epoch,
          List.of(),
          newEpoch(epoch, first),
          add("first", first),
          add("second", second));

  private RootKeys root(int fill) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) fill);
    return new RootKeys(vault, secret);
  }

  private EpochKeys epoch(int number) {
    return new EpochKeys(vault, EpochId.random(RANDOM), number, NewVault.bytes(RANDOM));
  }

  private Change newEpoch(EpochKeys e, DeviceKeys... recipients) {
    return new Change.NewEpoch(
        e.id(),
        e.number(),
        e.commitment(),
        keys.contentCommitment(),
        Arrays.stream(recipients).map(DeviceKeys::id).toList());
  }

  private Change add(String name, DeviceKeys device) {
    return new Change.AddDevice(name, device.publicKeys(), epoch.id());
  }

  private VaultObject entry(
      RootKeys by, EpochKeys under, Collection<VaultObject> parents, Change... changes) {
    try {
      return MemberEntry.write(
          vault,
          parents.stream().map(VaultObject::hash).toList(),
          by,
          under,
          NOW,
          List.of(changes));
    } catch (LimitException e) {
      throw new AssertionError(e);
    }
  }

  private VaultObject entry(Collection<VaultObject> parents, Change... changes) {
    return entry(root, epoch, parents, changes);
  }

  private Members verify(VaultObject... objects) throws CryptoException {
    return Members.verify(header, List.of(objects), keys);
  }

  private Change cut(DeviceKeys device, WriterId writer, long seq) {
    return new Change.RemoveDevice(
        device.id(), List.of(new Cut(writer, seq, Hash256.sha256(new byte[0]))));
  }

  @Test
  void entriesInAnyOrderGiveTheSameMembers() throws Exception {
    List<VaultObject> objects = new ArrayList<>(List.of(genesis));
    for (int i = 0; i < 6; i++)
      objects.add(entry(List.of(genesis), add("d" + i, DeviceKeys.generate(RANDOM))));
    objects.add(entry(objects.subList(1, 7), cut(second, WriterId.random(RANDOM), 3)));
    Members once = Members.verify(header, objects, keys);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(objects, new Random(seed));
      Members again = Members.verify(header, objects, keys);
      assertThat(again.devices()).isEqualTo(once.devices());
      assertThat(again.tips()).isEqualTo(once.tips()).hasSize(1);
    }
  }

  /// As by a person who types the code of a new device on two others, or by a try that was cut off.
  @Test
  void aDeviceThatTwoEntriesAddBesideEachOtherIsOneDevice() throws Exception {
    DeviceKeys phone = DeviceKeys.generate(RANDOM);
    EpochKeys next = epoch(2);
    VaultObject a = entry(List.of(genesis), add("phone", phone));
    VaultObject other = entry(List.of(genesis), add("tablet", DeviceKeys.generate(RANDOM)));
    VaultObject b = entry(List.of(genesis, other), add("phone", phone));
    VaultObject begun = entry(List.of(genesis), newEpoch(next, first, second));
    VaultKeys both = keys.plus(next);
    VaultObject c =
        entry(
            root,
            next,
            List.of(begun),
            new Change.AddDevice("phone", phone.publicKeys(), next.id()));
    List<VaultObject> objects = new ArrayList<>(List.of(genesis, a, other, b, begun, c));
    Members once = Members.verify(header, objects, both);
    assertThat(once.device(phone.id())).get().extracting(DeviceEntry::active).isEqualTo(true);
    assertThat(once.epochs())
        .filteredOn(e -> e.id().equals(next.id()))
        .allMatch(e -> e.recipients().contains(phone.id()));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(objects, new Random(seed));
      assertThat(Members.verify(header, objects, both).devices()).isEqualTo(once.devices());
    }
    VaultObject removed = entry(List.of(a, b), new Change.RemoveDevice(phone.id(), List.of()));
    assertThat(
            Members.verify(header, List.of(genesis, a, other, b, removed), keys).device(phone.id()))
        .get()
        .extracting(DeviceEntry::active)
        .isEqualTo(false);
    VaultObject renamed = entry(List.of(genesis), add("other name", phone));
    assertThatThrownBy(() -> verify(genesis, a, renamed)).isInstanceOf(IntegrityException.class);
    VaultObject behind = entry(List.of(a), add("phone", phone));
    assertThatThrownBy(() -> verify(genesis, a, behind)).isInstanceOf(IntegrityException.class);
  }

  @Test
  void ofConcurrentCutsTheSmallerCountsAndUnlistedWritersHaveNothing() throws Exception {
    WriterId w = WriterId.random(RANDOM);
    VaultObject a = entry(List.of(genesis), cut(second, w, 9));
    VaultObject b = entry(List.of(genesis), cut(second, w, 4));
    VaultObject c = entry(List.of(genesis), cut(second, WriterId.random(RANDOM), 99));
    assertThat(
            verify(genesis, a, b)
                .device(second.id())
                .orElseThrow()
                .removal()
                .orElseThrow()
                .cuts()
                .get(w))
        .extracting(Cut::seq)
        .isEqualTo(4L);
    assertThat(
            verify(genesis, a, c).device(second.id()).orElseThrow().removal().orElseThrow().cuts())
        .isEmpty();
  }

  @Test
  void removalWinsOverAConcurrentEpochThatStillNamesTheDevice() throws Exception {
    EpochKeys next = epoch(2);
    VaultObject removed = entry(List.of(genesis), cut(second, WriterId.random(RANDOM), 1));
    VaultObject rotated = entry(List.of(genesis), newEpoch(next, first, second));
    assertThat(verify(genesis, removed, rotated).writingEpoch()).isEmpty();
    assertThat(verify(genesis, rotated).writingEpoch()).contains(next.id());
    EpochKeys healed = epoch(3);
    VaultObject after = entry(List.of(removed, rotated), newEpoch(healed, first));
    assertThat(verify(genesis, removed, rotated, after).writingEpoch()).contains(healed.id());
  }

  @Test
  void aStrangersEntryIsRefused() {
    VaultObject forged =
        entry(root(2), epoch, List.of(genesis), add("mine", DeviceKeys.generate(RANDOM)));
    assertThatThrownBy(() -> verify(genesis, forged))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining(forged.name());
  }

  @Test
  void bothSignaturesMustVerify() throws Exception {
    MemberEntry e =
        MemberEntry.open(
            vault, SealedObject.parse(genesis.bytes()), epoch.members(), genesis.hash());
    for (int at : new int[] {5, Ed25519.SIGNATURE + 5}) {
      byte[] signature = e.signature().clone();
      signature[at] ^= 1;
      byte[] plain = SignedBody.compose(e.body(), signature, SealedObject.OVERHEAD);
      byte[] sealed =
          SealedObject.seal(
              ObjectType.MEMBER, vault, epoch.id(), epoch.members(), new byte[0], plain);
      VaultObject forged = new VaultObject(ObjectNames.member(Hash256.sha256(sealed)), sealed);
      assertThatThrownBy(() -> verify(forged)).isInstanceOf(IntegrityException.class);
    }
  }

  @Test
  void wrongEpochNumbersContentKeysAndDoubleAddsAreRefused() {
    List<VaultObject> wrong =
        List.of(
            entry(List.of(genesis), newEpoch(epoch(3), first)),
            entry(List.of(genesis), newEpoch(epoch(1), first)),
            entry(
                List.of(genesis),
                new Change.NewEpoch(
                    EpochId.random(RANDOM),
                    2,
                    epoch.commitment(),
                    Hash256.sha256(new byte[1]),
                    List.of())),
            entry(List.of(genesis), add("again", first)),
            entry(List.of(), newEpoch(epoch, first)));
    for (VaultObject o : wrong)
      assertThatThrownBy(() -> verify(genesis, o)).isInstanceOf(IntegrityException.class);
  }

  @Test
  void keysThatTheMembersDidNotCommitToAreRefused() {
    EpochKeys liar = new EpochKeys(vault, epoch.id(), 1, epoch.secretBytes());
    VaultKeys otherContent = new VaultKeys(vault, NewVault.bytes(RANDOM), List.of(liar));
    assertThatThrownBy(() -> Members.verify(header, List.of(genesis), otherContent))
        .isInstanceOf(IntegrityException.class);
    VaultKeys unlisted = keys.plus(epoch(2));
    assertThatThrownBy(() -> Members.verify(header, List.of(genesis), unlisted))
        .isInstanceOf(IntegrityException.class);
  }

  @Test
  void aRaisedFormatFloorStopsThisVersion() {
    VaultObject raised = entry(List.of(genesis), new Change.FormatFloor(2));
    assertThatThrownBy(() -> verify(genesis, raised)).isInstanceOf(UnsupportedException.class);
  }

  @Test
  void anEntryUnderAnEpochNobodyCreatedIsRefusedAndOneUnderAKnownEpochIsOnlyUnreadable()
      throws Exception {
    EpochKeys next = epoch(2);
    VaultObject stray =
        entry(root, next, List.of(genesis), cut(second, WriterId.random(RANDOM), 1));
    assertThatThrownBy(() -> verify(genesis, stray)).isInstanceOf(IntegrityException.class);
    VaultObject created = entry(List.of(genesis), newEpoch(next, first));
    VaultObject later =
        entry(root, next, List.of(created), add("third", DeviceKeys.generate(RANDOM)));
    assertThat(verify(genesis, created, later).unreadable()).containsExactly(later.name());
  }

  private Change rotate(RootKeys next, VaultObject... parents) {
    byte[] message =
        MemberEntry.rotation(
            vault, root.publicKeys().id(), Arrays.stream(parents).map(VaultObject::hash).toList());
    return new Change.RotateRoot(
        next.publicKeys(), next.sign(SignaturePurpose.ROOT_ROTATE, message));
  }

  @Test
  void afterARotationOnlyTheNewRootCounts() throws Exception {
    RootKeys next = root(3);
    VaultObject rotation = entry(List.of(genesis), rotate(next, genesis));
    VaultObject good =
        entry(next, epoch, List.of(rotation), add("by the new root", DeviceKeys.generate(RANDOM)));
    DeviceKeys thief = DeviceKeys.generate(RANDOM);
    VaultObject concurrent = entry(List.of(genesis), add("thief", thief));
    VaultObject afterwards = entry(List.of(rotation), add("thief", thief));
    Members members = verify(genesis, rotation, good, concurrent, afterwards);
    assertThat(members.root()).isEqualTo(next.publicKeys());
    assertThat(members.device(thief.id())).isEmpty();
    assertThat(members.devices()).hasSize(3);
    assertThat(members.refused()).containsExactlyInAnyOrder(concurrent.name(), afterwards.name());
  }

  @Test
  void twoRotationsAreAForkAndOneWithoutTheNewRootsSignatureIsNone() {
    VaultObject a = entry(List.of(genesis), rotate(root(3), genesis));
    VaultObject b = entry(List.of(genesis), rotate(root(4), genesis));
    assertThatThrownBy(() -> verify(genesis, a, b)).isInstanceOf(ForkException.class);
    Change.RotateRoot unsigned =
        new Change.RotateRoot(
            root(5).publicKeys(), root.sign(SignaturePurpose.ROOT_ROTATE, new byte[1]));
    VaultObject c = entry(List.of(genesis), unsigned);
    assertThatThrownBy(() -> verify(genesis, c)).isInstanceOf(IntegrityException.class);
  }
}
