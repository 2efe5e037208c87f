package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the old secrets do while somebody replaces them: a removal holds, an epoch stays readable and is never written under, and nothing else counts (attacks.md E16).
class RemovalBesideNewRootTest extends StorageInMemory {
  private final DeviceKeys phone = add("phone");
  private final DeviceKeys tablet = add("tablet");

  RemovalBesideNewRootTest() throws CryptoException {}

  private NewRoot rotation(DeviceKeys... devices) throws CryptoException {
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      return owner.replaceRoot(pass("new one"), Argon2Params.FLOOR, ids(devices), List.of());
    }
  }

  private static List<DeviceId> ids(DeviceKeys... devices) {
    return java.util.Arrays.stream(devices).map(DeviceKeys::id).toList();
  }

  private static EpochId begunBy(OwnerChange change) {
    String name = change.write().getFirst().name();
    return EpochId.of(
        Id128.parse(name.substring("envelopes/".length(), name.indexOf("-"))).bytes());
  }

  /// As on a device that was told of both, whose keys hold what the new root was not given.
  private OwnerChange reconciled(NewRoot made) throws CryptoException {
    try (OwnerSession owner = owner(made.key())) {
      owner.hold(device(CREATED.device()).keys());
      return owner.remove(List.of(), List.of());
    }
  }

  @Test
  void aRemovalBesideNewSecretsHolds() throws Exception {
    OwnerChange removal = removal(phone);
    NewRoot made = rotation();
    EpochId aside = begunBy(removal);
    apply(removal);
    apply(made.change());
    for (DeviceKeys d : List.of(CREATED.device(), tablet)) {
      OpenedVault theirs = device(d);
      assertThat(theirs.members().device(phone.id()).orElseThrow().active()).isFalse();
      assertThat(theirs.members().writingEpoch()).isEmpty();
      assertThat(theirs.keys().epoch(aside)).as("what was written meanwhile").isPresent();
      assertThat(theirs.keys().current().id()).isNotEqualTo(aside);
      assertThat(theirs.members().epochs()).extracting(EpochEntry::id).doesNotContain(aside);
    }
    assertThat(device(phone).members().device(phone.id()).orElseThrow().active()).isFalse();
    owner(made.key()).close();
    assertThatThrownBy(() -> owner(CREATED.recoveryKey())).isInstanceOf(AuthException.class);
  }

  @Test
  void theEpochAfterBothIsOneThatAllMayWriteUnderAndThatOpensWhatWasWrittenMeanwhile()
      throws Exception {
    OwnerChange removal = removal(phone);
    NewRoot made = rotation();
    apply(removal);
    apply(made.change());
    apply(reconciled(made));
    OpenedVault mine = device(CREATED.device());
    assertThat(mine.members().writingEpoch()).contains(mine.keys().current().id());
    assertThat(mine.keys().current().number()).isEqualTo(3);
    assertThat(device(phone).keys().epoch(mine.keys().current().id())).isEmpty();
    try (OwnerSession owner = owner(made.key())) {
      assertThat(owner.keys().epoch(begunBy(removal))).isPresent();
    }
    DeviceKeys fresh = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(made.key())) {
      apply(owner.addDevice("fresh", fresh.publicKeys()));
    }
    assertThat(device(fresh).keys().epoch(begunBy(removal))).isPresent();
  }

  @Test
  void whoIsToldOfTheOneFirstAndOfTheOtherFirstEndAlike() throws Exception {
    OwnerChange removal = removal(phone);
    NewRoot made = rotation();
    apply(removal);
    Members first = device(CREATED.device()).members();
    apply(made.change());
    Members both = device(CREATED.device()).members();
    assertThat(both.covers(first.tips())).isTrue();
    // As its author knew them, the removal's epoch was the one to write under.
    assertThat(both.at(first.tips()).writingEpoch()).contains(begunBy(removal));
    assertThat(device(tablet).members().tips()).isEqualTo(both.tips());
  }

  @Test
  void anEpochOfTheOldRootIsWaitedForEvenIfTheNewOneLeavesOutTheSameDevice() throws Exception {
    OwnerChange removal = removal(phone);
    NewRoot made = rotation(phone);
    apply(removal);
    apply(made.change());
    assertThat(device(tablet).members().writingEpoch())
        .as("the new kit alone would not open what was written meanwhile")
        .isEmpty();
    apply(reconciled(made));
    assertThat(device(tablet).members().writingEpoch()).isPresent();
  }

  @Test
  void entriesUnderTheOldRootsEpochAreReadByThoseWhoHoldIt() throws Exception {
    NewRoot made = rotation();
    apply(removal(phone));
    OwnerChange second = removal(tablet);
    apply(second);
    apply(made.change());
    Members mine = device(CREATED.device()).members();
    assertThat(mine.device(tablet.id()).orElseThrow().active()).isFalse();
    assertThat(mine.unreadable()).isEmpty();
    // The new root cannot read the second one before it is given the first one's epoch, and opens.
    try (OwnerSession owner = owner(made.key())) {
      assertThat(owner.members().unreadable()).containsExactly(second.write().getLast().name());
    }
    apply(reconciled(made));
    try (OwnerSession owner = owner(made.key())) {
      assertThat(owner.members().unreadable()).isEmpty();
      assertThat(owner.members().device(tablet.id()).orElseThrow().active()).isFalse();
      assertThat(owner.members().asideEpochs())
          .hasSize(2)
          .allMatch(e -> owner.keys().epoch(e.id()).isPresent());
    }
  }

  @Test
  void nothingElseOfTheOldRootCounts() throws Exception {
    DeviceKeys thief = DeviceKeys.generate(RANDOM);
    OwnerChange join;
    OwnerChange passphrase;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      join = owner.addDevice("thief", thief.publicKeys());
    }
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      passphrase = owner.changePassphrase(pass("the thief's"), Argon2Params.FLOOR);
    }
    NewRoot made = rotation();
    apply(made.change());
    store(join.write());
    store(passphrase.write());
    Members members = device(tablet).members();
    assertThat(members.device(thief.id())).isEmpty();
    assertThat(members.slots()).hasSize(2);
    assertThat(members.removedSlots())
        .as("slots that never count are to be deleted, too")
        .contains(passphrase.write().getFirst().name());
    assertThat(members.writingEpoch()).isPresent();
    assertThatThrownBy(() -> owner(pass("the thief's"))).isInstanceOf(AuthException.class);
  }

  private RootKeys oldRoot() throws CryptoException {
    Map<String, VaultObject> copy = new TreeMap<>();
    for (VaultObject o : CREATED.objects()) copy.put(o.name(), o);
    return oldRoot(copy);
  }

  private EpochKeys epoch() {
    return new EpochKeys(
        CREATED.header().vault(), EpochId.random(RANDOM), 2, NewVault.bytes(RANDOM));
  }

  private VaultObject entry(RootKeys by, EpochKeys under, Change... changes) throws Exception {
    return MemberEntry.write(
        CREATED.header().vault(),
        device(tablet).members().tips(),
        by,
        under,
        CLOCK.instant(),
        List.of(changes));
  }

  private static Change begin(EpochKeys epoch, VaultKeys keys) {
    return new Change.NewEpoch(
        epoch.id(), epoch.number(), epoch.commitment(), keys.contentCommitment(), List.of());
  }

  /// Anybody who can write to the storage can put envelopes there, and so could keep everybody from hearing of a removal.
  @Test
  void envelopesOfEpochsThatNeverBeganAreInNobodysWay() throws Exception {
    EpochKeys never = epoch();
    VaultKeys keys = device(tablet).keys();
    EpochKeys wrong =
        new EpochKeys(CREATED.header().vault(), keys.current().id(), 1, NewVault.bytes(RANDOM));
    VaultKeys forged =
        new VaultKeys(CREATED.header().vault(), NewVault.bytes(RANDOM), List.of(wrong)).plus(never);
    VaultObject disagrees =
        Envelope.forDevice(forged, tablet.publicKeys(), Envelope.Signer.of(phone));
    String junk = ObjectNames.envelope(EpochId.random(RANDOM), tablet.id());
    String rootJunk = ObjectNames.rootEnvelope(EpochId.random(RANDOM));
    store(
        List.of(
            disagrees,
            new VaultObject(junk, new byte[2000]),
            new VaultObject(rootJunk, new byte[2000])));
    apply(removal(phone));
    OpenedVault opened = device(tablet);
    assertThat(opened.members().device(phone.id()).orElseThrow().active()).isFalse();
    assertThat(opened.members().writingEpoch()).contains(opened.keys().current().id());
  }

  /// Whoever knows the old root secret can write entries that are read and set aside. None of them may keep a device from opening what it has kept: what is read with a key
  /// that is not kept is not kept either.
  @Test
  void anEnvelopeOfAnEpochThatNeverBeganOpensNothing() throws Exception {
    apply(rotation().change());
    EpochKeys never = epoch();
    VaultKeys keys = device(tablet).keys();
    try (RootKeys old = oldRoot()) {
      VaultObject entry = entry(old, never, new Change.RemoveDevice(phone.id(), List.of()));
      VaultObject envelope =
          Envelope.forDevice(keys.plus(never), tablet.publicKeys(), Envelope.Signer.of(old));
      store(List.of(entry, envelope));
      assertThatThrownBy(() -> device(tablet))
          .isInstanceOfSatisfying(
              IntegrityException.class, e -> assertThat(e.object()).contains(entry.name()));
    }
  }

  @Test
  void anEpochOfTheOldRootWhoseKeyIsNotWhatItsEntrySaysIsPassedOver() throws Exception {
    apply(rotation().change());
    EpochKeys told = epoch();
    EpochKeys given = new EpochKeys(CREATED.header().vault(), told.id(), 2, NewVault.bytes(RANDOM));
    VaultKeys keys = device(tablet).keys();
    try (RootKeys old = oldRoot()) {
      VaultObject envelope =
          Envelope.forDevice(keys.plus(given), tablet.publicKeys(), Envelope.Signer.of(old));
      store(List.of(entry(old, keys.epochs().getFirst(), begin(told, keys)), envelope));
      OpenedVault opened = device(tablet);
      assertThat(opened.keys().epoch(told.id())).isEmpty();
      assertThat(opened.members().writingEpoch()).isEmpty();
      assertThat(opened.keys().current().id()).isEqualTo(keys.current().id());
    }
  }

  @Test
  void numbersOfTheOldRootsEpochsAreNoMeasureOfLaterOnes() throws Exception {
    NewRoot made = rotation();
    apply(made.change());
    VaultKeys keys = device(CREATED.device()).keys();
    EpochKeys high =
        new EpochKeys(
            keys.vault(), EpochId.random(RANDOM), Integer.MAX_VALUE, NewVault.bytes(RANDOM));
    try (RootKeys old = oldRoot()) {
      VaultObject envelope =
          Envelope.forDevice(
              keys.plus(high), CREATED.device().publicKeys(), Envelope.Signer.of(old));
      store(List.of(entry(old, keys.epochs().getFirst(), begin(high, keys)), envelope));
    }
    assertThat(device(CREATED.device()).keys().epoch(high.id())).isPresent();
    apply(reconciled(made));
    OpenedVault mine = device(CREATED.device());
    assertThat(mine.keys().current().number()).isEqualTo(3);
    assertThat(mine.members().writingEpoch()).contains(mine.keys().current().id());
  }

  @Test
  void anEpochOfTheOldRootMayNotTakeAnIdThatIsThere() throws Exception {
    apply(rotation().change());
    VaultKeys keys = device(tablet).keys();
    try (RootKeys old = oldRoot()) {
      store(List.of(entry(old, keys.epochs().getFirst(), begin(keys.current(), keys))));
    }
    assertThat(device(tablet).members().writingEpoch()).contains(keys.current().id());
  }

  /// Any device gives a key that another one lacks. Whoever is given one is no recipient of it, and is removed elsewhere all the same.
  @Test
  void whoWasGivenAnEpochAndRemovedBesideItIsNotWrittenFor() throws Exception {
    OwnerChange removal = removal(tablet);
    DeviceKeys beside = add("beside");
    OwnerChange other = removal(beside); // by who has not heard of the first one
    apply(removal);
    OpenedVault mine = device(CREATED.device());
    EpochId begun = begunBy(removal);
    store(
        List.of(
            Envelopes.write(CREATED.device(), mine.keys(), begun, mine.members(), beside.id())));
    apply(other);
    assertThat(device(beside).keys().epoch(begun)).isPresent();
    assertThat(device(CREATED.device()).members().writingEpoch()).isEmpty();
    apply(removal()); // the owner begins one
    OpenedVault after = device(CREATED.device());
    assertThat(after.members().writingEpoch()).contains(after.keys().current().id());
    assertThat(device(beside).keys().epoch(after.keys().current().id())).isEmpty();
  }

  private DeviceKeys joined(NewRoot made) throws CryptoException {
    DeviceKeys device = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(made.key())) {
      apply(owner.addDevice("joined", device.publicKeys()));
    }
    return device;
  }

  /// No secret is needed for it.
  @Test
  void junkUnderAnEpochThatWasSetAsideStopsNobodyForGood() throws Exception {
    OwnerChange removal = removal(phone);
    NewRoot made = rotation();
    apply(removal);
    apply(made.change());
    DeviceKeys lacking = joined(made);
    EpochKeys other =
        new EpochKeys(CREATED.header().vault(), begunBy(removal), 2, NewVault.bytes(RANDOM));
    byte[] junk =
        SealedObject.seal(
            ObjectType.MEMBER,
            CREATED.header().vault(),
            other.id(),
            other.members(),
            new byte[0],
            new byte[100]);
    store(List.of(new VaultObject(ObjectNames.member(Hash256.sha256(junk)), junk)));
    OpenedVault before = device(lacking);
    assertThat(before.members().hidesNews(before.keys())).isTrue();
    try (OwnerSession owner = owner(made.key())) {
      assertThat(owner.holdsAside()).isFalse();
      apply(owner.remove(List.of(), List.of())); // what lies under that is given up
    }
    OpenedVault after = device(lacking);
    assertThat(after.members().unreadable()).hasSize(1);
    assertThat(after.members().hidesNews(after.keys())).isFalse();
    assertThat(after.members().writingEpoch()).contains(after.keys().current().id());
  }

  @Test
  void whatRestsOnAnEntryThatCannotBeReadIsNotMissing() throws Exception {
    OwnerChange removal = removal(phone);
    NewRoot made = rotation();
    apply(removal);
    add("by the old root"); // under the epoch of the removal
    apply(made.change());
    OwnerChange next = reconciled(made);
    DeviceKeys beside = joined(made);
    OpenedVault before = device(beside);
    apply(next);
    OpenedVault after = device(beside);
    assertThat(after.members().shows(before.members().tips())).isTrue();
    assertThat(after.members().unreadable()).contains(next.write().getLast().name());
    assertThat(after.members().hidesNews(after.keys())).isTrue();
    assertThat(device(tablet).members().unreadable()).isEmpty();
  }

  /// A newer epoch's entry may be shown later than the envelope that has its key, too.
  @Test
  void anEnvelopeMayHoldKeysOfEpochsThatAreNotShownYet() throws Exception {
    OwnerChange removal = removal(phone);
    DeviceKeys beside = add("beside");
    apply(removal);
    OwnerChange later = removal(tablet);
    Map<String, VaultObject> early = new TreeMap<>(storage);
    apply(later);
    OpenedVault mine = device(CREATED.device());
    VaultObject given =
        Envelopes.write(
            CREATED.device(), mine.keys(), begunBy(removal), mine.members(), beside.id());
    assertThat(mine.keys().epochs()).hasSize(3);
    storage.clear();
    storage.putAll(early);
    store(List.of(given));
    assertThat(device(beside).keys().epochs()).hasSize(2);
    apply(later);
    assertThat(device(beside).members().writingEpoch()).isPresent();
  }

  @Test
  void cutsThatOnlyTheOldRootHasSignedGiveWayToOthers() throws Exception {
    WriterId writer = WriterId.random(RANDOM);
    Cut none = new Cut(writer, 0, Hash256.sha256(new byte[] {1}));
    Cut most = new Cut(writer, 9, Hash256.sha256(new byte[] {2}));
    OwnerChange thief;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      thief = owner.remove(List.of(phone.id()), List.of(none));
    }
    NewRoot made = rotation();
    apply(made.change());
    apply(thief);
    assertThat(cut(writer)).isZero();
    assertThat(device(tablet).members().onlyRemovedAside()).containsExactly(phone.id());
    try (OwnerSession owner = owner(made.key())) {
      owner.hold(device(CREATED.device()).keys());
      apply(owner.remove(List.of(phone.id()), List.of(most)));
    }
    assertThat(cut(writer)).isEqualTo(9);
    assertThat(device(tablet).members().onlyRemovedAside()).isEmpty();
  }

  private long cut(WriterId writer) throws CryptoException {
    return device(tablet)
        .members()
        .device(phone.id())
        .flatMap(DeviceEntry::removal)
        .orElseThrow()
        .cuts()
        .get(writer)
        .seq();
  }

  @Test
  void junkForAnEpochWhoseKeyLiesInAnotherEnvelopeIsInNobodysWay() throws Exception {
    EpochId first = device(tablet).keys().current().id();
    apply(removal(phone));
    DeviceKeys late = add("late");
    store(List.of(new VaultObject(ObjectNames.envelope(first, late.id()), new byte[200])));
    assertThat(device(late).keys().epochs()).hasSize(2);
  }
}
