package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Removing devices and replacing the root secret, through the public surface, over a map that stands for the storage; with the real keys of whoever is
/// removed.
class RemovalTest extends StorageInMemory {
  @Test
  void noKeyOfARemovedDeviceOpensWhatIsSealedAfterwards() throws Exception {
    DeviceKeys phone = add("phone");
    VaultKeys before = device(phone).keys();
    apply(removal(phone));
    VaultKeys mine = device(CREATED.device()).keys();
    EpochKeys epoch = mine.current();
    byte[] sealed = epoch.log().seal(new byte[] {1}, new byte[0]);
    byte[] entry = epoch.members().seal(new byte[] {2}, new byte[0]);
    byte[] rows = epoch.idx().seal(new byte[] {3}, new byte[0]);
    byte[] chunk = epoch.pack().seal(new byte[] {4}, new byte[0]);
    VaultKeys theirs = device(phone).keys();
    assertThat(theirs.epochs()).hasSameSizeAs(before.epochs());
    for (EpochKeys e : theirs.epochs()) {
      for (byte[] object : List.of(sealed, entry, rows, chunk))
        for (SealingKey key : List.of(e.log(), e.members(), e.idx(), e.pack()))
          assertThatThrownBy(() -> key.open(object, new byte[0]))
              .isInstanceOf(IntegrityException.class);
    }
    // Nor any envelope that there is.
    for (VaultObject o : list("envelopes/" + epoch.id())) {
      assertThat(o.name()).doesNotContain(phone.id().toString());
      assertThatThrownBy(
              () -> Envelope.openAsDevice(phone, CREATED.header().vault(), epoch.id(), o.bytes()))
          .isInstanceOf(CryptoException.class);
      byte[] readdressed = o.bytes().clone();
      System.arraycopy(phone.id().bytes(), 0, readdressed, 10, 16);
      assertThatThrownBy(
              () -> Envelope.openAsDevice(phone, CREATED.header().vault(), epoch.id(), readdressed))
          .isInstanceOf(CryptoException.class);
    }
  }

  @Test
  void anInterruptedRemovalChangesNothingWhereverItStops() throws Exception {
    DeviceKeys phone = add("phone");
    OwnerChange change = removal(phone);
    EpochId before = device(CREATED.device()).keys().current().id();
    for (VaultObject o : change.write()) {
      assertThat(device(CREATED.device()).members().writingEpoch()).contains(before);
      assertThat(device(CREATED.device()).keys().current().id()).isEqualTo(before);
      assertThat(device(phone).members().device(phone.id()).orElseThrow().active()).isTrue();
      owner(CREATED.recoveryKey()).close();
      store(List.of(o));
    }
    assertThat(device(CREATED.device()).members().writingEpoch()).isNotEqualTo(before);
    assertThat(device(phone).members().device(phone.id()).orElseThrow().active()).isFalse();
  }

  @Test
  void theNextTryOfAnInterruptedRemovalSucceedsBesideWhatItLeft() throws Exception {
    DeviceKeys phone = add("phone");
    OwnerChange first = removal(phone);
    store(first.write().subList(0, first.write().size() - 1));
    apply(removal(phone));
    OpenedVault mine = device(CREATED.device());
    assertThat(mine.keys().epochs()).hasSize(2);
    assertThat(mine.members().writingEpoch()).contains(mine.keys().current().id());
    owner(CREATED.recoveryKey()).close();
  }

  @Test
  void twoRemovalsAtOnceLeaveNoEpochUntilTheOwnerBeginsOne() throws Exception {
    DeviceKeys phone = add("phone");
    DeviceKeys tablet = add("tablet");
    OwnerChange one = removal(phone);
    OwnerChange other = removal(tablet);
    apply(one);
    apply(other);
    OpenedVault mine = device(CREATED.device());
    assertThat(mine.members().writingEpoch()).isEmpty();
    assertThat(mine.members().devices()).filteredOn(DeviceEntry::active).hasSize(1);
    apply(removal());
    OpenedVault healed = device(CREATED.device());
    assertThat(healed.members().writingEpoch()).contains(healed.keys().current().id());
    assertThat(device(phone).keys().epoch(healed.keys().current().id())).isEmpty();
    assertThat(device(tablet).keys().epoch(healed.keys().current().id())).isEmpty();
  }

  @Test
  void whoJoinsAfterTwoRemovalsAtOnceBeginsTheEpochThatIsMissing() throws Exception {
    DeviceKeys phone = add("phone");
    OwnerChange one = removal(phone);
    OwnerChange other = removal(CREATED.device());
    apply(one);
    apply(other);
    DeviceKeys fresh = add("fresh");
    OpenedVault theirs = device(fresh);
    assertThat(theirs.members().writingEpoch()).contains(theirs.keys().current().id());
    assertThat(device(phone).keys().epoch(theirs.keys().current().id())).isEmpty();
    assertThat(device(CREATED.device()).keys().epoch(theirs.keys().current().id())).isEmpty();
  }

  @Test
  void whoWasLetInBehindAnEpochCountsAsItsRecipient() throws Exception {
    DeviceKeys phone = add("phone");
    DeviceKeys tablet = add("tablet");
    OwnerChange one = removal(phone);
    OwnerChange other = removal(tablet);
    apply(one);
    apply(other);
    DeviceKeys fresh = add("fresh");
    Members members = device(CREATED.device()).members();
    assertThat(members.epochs()).hasSize(4);
    assertThat(members.epochs()).allMatch(e -> e.recipients().contains(fresh.id()));
  }

  @Test
  void anEpochBehindWhichAnotherStandsIsNeverWrittenUnderAgain() throws Exception {
    DeviceKeys phone = add("phone");
    DeviceKeys tablet = add("tablet");
    apply(removal()); // 2: all hold it
    OwnerChange one = removal(phone); // 3
    OwnerChange other = removal(tablet); // 3, beside it
    apply(one);
    apply(other);
    DeviceKeys fresh = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.addDevice("fresh", fresh.publicKeys()));
      apply(owner.remove(List.of(fresh.id()), List.of()));
    }
    Members members = device(CREATED.device()).members();
    assertThat(members.writingEpoch()).contains(members.epochs().getLast().id());
    assertThat(members.epochs().getLast().recipients()).containsExactly(CREATED.device().id());
  }

  @Test
  void theMembersOfThePastAreThoseThatAnAuthorKnew() throws Exception {
    Members early = device(CREATED.device()).members();
    DeviceKeys phone = add("phone");
    Members middle = device(CREATED.device()).members();
    apply(removal(phone));
    Members late = device(CREATED.device()).members();
    assertThat(late.at(early.tips()).device(phone.id())).isEmpty();
    assertThat(late.at(middle.tips()).device(phone.id()).orElseThrow().active()).isTrue();
    assertThat(late.at(middle.tips()).writingEpoch()).isEqualTo(middle.writingEpoch());
    assertThat(late.at(late.tips())).isSameAs(late);
    assertThat(late.device(phone.id()).orElseThrow().active()).isFalse();
  }

  @Test
  void aCutNamesOneSegment() throws Exception {
    DeviceKeys phone = add("phone");
    WriterId writer = WriterId.random(RANDOM);
    Hash256 last = Hash256.sha256(new byte[] {7});
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.remove(List.of(phone.id()), List.of(new Cut(writer, 7, last))));
    }
    DeviceEntry removed = device(CREATED.device()).members().device(phone.id()).orElseThrow();
    Hash256 another = Hash256.sha256(new byte[] {8});
    assertThat(removed.counts(writer, 6, another)).isTrue();
    assertThat(removed.counts(writer, 7, last)).isTrue();
    assertThat(removed.counts(writer, 7, another)).isFalse();
    assertThat(removed.counts(writer, 8, another)).isFalse();
    assertThat(removed.counts(WriterId.random(RANDOM), 0, last)).isFalse();
  }

  @Test
  void aReplacedRootShutsOutOldSecretsAndWhatTheOldRootSignsBesideIt() throws Exception {
    DeviceKeys phone = add("phone");
    Map<String, VaultObject> copy = new TreeMap<>(storage);
    OwnerChange thief;
    DeviceKeys stolen = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      thief = owner.addDevice("thief", stolen.publicKeys());
    }
    NewRoot made;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      made =
          owner.replaceRoot(
              pass("battery staple"), Argon2Params.FLOOR, List.of(phone.id()), List.of());
      apply(made.change());
    }
    owner(pass("battery staple")).close();
    owner(made.key()).close();
    for (String slot : made.change().delete()) storage.put(slot, copy.get(slot));
    assertThatThrownBy(() -> owner(pass("correct horse"))).isInstanceOf(AuthException.class);
    assertThatThrownBy(() -> owner(CREATED.recoveryKey())).isInstanceOf(AuthException.class);
    // Whoever has copied the old slot has the old root secret, and what that opens is what was
    // there.
    try (RootKeys old = oldRoot(copy)) {
      OpenedVault theirs =
          Envelopes.openAsRoot(old, CREATED.header(), list("envelopes/"), list("members/"));
      assertThat(theirs.keys().epochs()).hasSize(1);
      assertThat(theirs.keys().epoch(device(CREATED.device()).keys().current().id())).isEmpty();
    }
    apply(thief);
    Members members = device(CREATED.device()).members();
    assertThat(members.refused()).containsExactly(thief.write().getLast().name());
    assertThat(members.device(stolen.id())).isEmpty();
    assertThat(members.unlisted()).containsExactly(stolen.id());
    assertThat(members.writingEpoch()).contains(device(CREATED.device()).keys().current().id());
    assertThat(members.device(phone.id()).orElseThrow().active()).isFalse();
    // The new root goes on as any.
    DeviceKeys next = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(made.key())) {
      apply(owner.addDevice("next", next.publicKeys()));
    }
    assertThat(device(next).keys().epochs()).hasSize(2);
  }

  @Test
  void anInterruptedReplacementLeavesTheOldSecretsAndLetsTheNextTryDoTheSame() throws Exception {
    NewRoot cut;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      cut = owner.replaceRoot(pass("new one"), Argon2Params.FLOOR, List.of(), List.of());
    }
    for (VaultObject o : cut.change().write().subList(0, cut.change().write().size() - 1)) {
      store(List.of(o));
      owner(CREATED.recoveryKey()).close();
      device(CREATED.device());
    }
    assertThatThrownBy(() -> owner(pass("new one"))).isInstanceOf(AuthException.class);
    assertThatThrownBy(() -> owner(cut.key())).isInstanceOf(AuthException.class);
    // The same passphrase again: two slots open with it, and only one is listed.
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.replaceRoot(pass("new one"), Argon2Params.FLOOR, List.of(), List.of()).change());
    }
    owner(pass("new one")).close();
  }

  @Test
  void aSlotThatWasNeverListedIsNotInTheWayOfOneWithTheSamePassphrase() throws Exception {
    for (int i = 0; i < 2; i++) { // their names are random, and so is which is tried first
      try (OwnerSession owner = owner(CREATED.recoveryKey())) {
        store(owner.changePassphrase(pass("the same"), Argon2Params.FLOOR).write().subList(0, 1));
      }
    }
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.changePassphrase(pass("the same"), Argon2Params.FLOOR));
    }
    owner(pass("the same")).close();
  }
}
