package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A vault's life through the public surface only, over a map that stands for the storage.
class VaultLifeTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final CreatedVault CREATED = create();
  private final Map<String, VaultObject> storage = new TreeMap<>();

  VaultLifeTest() {
    for (VaultObject o : CREATED.objects()) storage.put(o.name(), o);
  }

  private static CreatedVault create() {
    try {
      return NewVault.create(pass("correct horse"), Argon2Params.FLOOR, "laptop", RANDOM, CLOCK);
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  private static Passphrase pass(String s) {
    return Passphrase.of(s.toCharArray());
  }

  private VaultObject stored(String name) {
    return Objects.requireNonNull(storage.get(name));
  }

  private List<VaultObject> list(String prefix) {
    return storage.values().stream().filter(o -> o.name().startsWith(prefix)).toList();
  }

  private OwnerSession owner(OwnerSecret secret) throws CryptoException {
    return OwnerSession.open(
        header(),
        secret,
        new OwnerObjects(list("slots/"), list("envelopes/"), list("members/")),
        RANDOM,
        CLOCK);
  }

  private UnverifiedHeader header() throws CryptoException {
    return VaultHeader.parse(stored("vault").bytes());
  }

  private OpenedVault device(DeviceKeys device) throws CryptoException {
    return Envelopes.open(
        device, header().pinned(CREATED.header().hash()), list("envelopes/"), list("members/"));
  }

  private void apply(OwnerChange change) {
    for (VaultObject o : change.write())
      assertThat(storage.put(o.name(), o)).as("write-once").isNull();
    for (String name : change.delete()) assertThat(storage.remove(name)).isNotNull();
  }

  private void flip(String name, int at) {
    byte[] bytes = stored(name).bytes().clone();
    bytes[at] ^= 1;
    storage.put(name, new VaultObject(name, bytes));
  }

  @Test
  void headerIsStoredLastAndNamesFollowTheGrammar() {
    assertThat(CREATED.objects().getLast().name()).isEqualTo("vault");
    assertThat(CREATED.objects()).allMatch(o -> o.name().matches("[a-z0-9_-]+(/[a-z0-9_-]+){0,2}"));
  }

  @Test
  void firstDeviceOpensItsEnvelope() throws Exception {
    OpenedVault opened = device(CREATED.device());
    assertThat(opened.keys().current().id()).isEqualTo(CREATED.keys().current().id());
    assertThat(opened.members().tips()).isEqualTo(CREATED.members().tips());
    assertThat(opened.members().writingEpoch()).contains(opened.keys().current().id());
    assertThat(opened.members().devices())
        .singleElement()
        .satisfies(d -> assertThat(d.name()).isEqualTo("laptop"));
    assertThat(opened.members().slots()).hasSize(2);
  }

  @Test
  void secondDeviceJoinsByPassphraseAndByRecoveryWords() throws Exception {
    RecoveryKey typed = RecoveryKey.parse(String.join(" ", CREATED.recoveryKey().words()));
    for (OwnerSecret secret : List.of(pass("correct horse"), typed)) {
      DeviceKeys other = DeviceKeys.generate(RANDOM);
      try (OwnerSession owner = owner(secret)) {
        assertThat(owner.header().hash()).isEqualTo(CREATED.header().hash());
        apply(owner.addDevice("phone", other.publicKeys()));
      }
      OpenedVault opened = device(other);
      assertThat(opened.members().device(other.id())).isPresent();
      assertThat(opened.members().covers(CREATED.members().tips())).isTrue();
      byte[] sealed = CREATED.keys().current().log().seal(new byte[] {1, 2}, new byte[0]);
      assertThat(opened.keys().current().log().open(sealed, new byte[0])).containsExactly(1, 2);
    }
  }

  @Test
  void wrongPassphraseDamagedSlotAndUnlistedSlotSayTheSame() throws Exception {
    String slot = passphraseSlot();
    assertThatThrownBy(() -> owner(pass("wrong")))
        .isInstanceOf(AuthException.class)
        .hasMessage(AuthException.TEXT);
    byte[] good = stored(slot).bytes();
    for (int at : new int[] {0, 12, 45, 75, 110, 174}) {
      storage.put(slot, new VaultObject(slot, good));
      flip(slot, at);
      assertThatThrownBy(() -> owner(pass("correct horse")))
          .as("byte " + at)
          .isInstanceOf(AuthException.class)
          .hasMessage(AuthException.TEXT);
    }
  }

  private String passphraseSlot() {
    return list("slots/").stream()
        .filter(o -> o.bytes()[26] == Slot.PASSPHRASE)
        .findFirst()
        .orElseThrow()
        .name();
  }

  /// Nanoseconds, by this thread: the computer may be busy with others.
  private static long computed() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  void forbiddenCostIsRefusedBeforeAnythingIsComputed() throws Exception {
    String name = passphraseSlot();
    byte[] good = stored(name).bytes();
    byte[] huge = good.clone();
    huge[27] = 0x7f; // memory
    byte[] weak = good.clone();
    weak[28] = 0;
    weak[29] = 0;
    storage.put(name, new VaultObject(name, huge));
    long start = computed();
    assertThatThrownBy(() -> owner(pass("correct horse"))).isInstanceOf(LimitException.class);
    storage.put(name, new VaultObject(name, weak));
    assertThatThrownBy(() -> owner(pass("correct horse"))).isInstanceOf(UnsupportedException.class);
    assertThat(computed() - start).isLessThan(500_000_000L);
  }

  @Test
  void changedPassphraseOpensAndTheOldSlotPutBackDoesNot() throws Exception {
    String old = passphraseSlot();
    VaultObject oldSlot = stored(old);
    try (OwnerSession owner = owner(pass("correct horse"))) {
      apply(owner.changePassphrase(pass("battery staple"), Argon2Params.FLOOR));
    }
    assertThat(storage).doesNotContainKey(old);
    owner(pass("battery staple")).close();
    assertThatThrownBy(() -> owner(pass("correct horse"))).isInstanceOf(AuthException.class);
    storage.put(old, oldSlot);
    assertThatThrownBy(() -> owner(pass("correct horse")))
        .isInstanceOf(AuthException.class)
        .hasMessage(AuthException.TEXT);
  }

  @Test
  void newRecoveryKeyReplacesTheOldOne() throws Exception {
    RecoveryKey fresh;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      NewRecoveryKey made = owner.newRecoveryKey();
      apply(made.add());
      fresh = made.key();
      owner(fresh).close();
      owner(CREATED.recoveryKey()).close();
      apply(made.replace());
    }
    owner(fresh).close();
    assertThatThrownBy(() -> owner(CREATED.recoveryKey())).isInstanceOf(AuthException.class);
  }

  @Test
  void removedDeviceGetsNoNewKeysAndItsEpochIsNoLongerWrittenUnder() throws Exception {
    DeviceKeys other = DeviceKeys.generate(RANDOM);
    Cut cut = new Cut(WriterId.random(RANDOM), 7, Hash256.sha256(new byte[] {7}));
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.addDevice("phone", other.publicKeys()));
      apply(owner.remove(List.of(other.id()), List.of(cut)));
    }
    OpenedVault mine = device(CREATED.device());
    assertThat(mine.keys().epochs()).hasSize(2);
    assertThat(mine.members().writingEpoch()).contains(mine.keys().current().id());
    assertThat(mine.members().device(other.id()).orElseThrow().removal().orElseThrow().cuts())
        .containsEntry(cut.writer(), cut);
    OpenedVault theirs = device(other);
    assertThat(theirs.keys().epochs()).hasSize(1);
    assertThat(theirs.members().device(other.id()).orElseThrow().active()).isFalse();
    storage.remove("envelopes/" + mine.keys().current().id() + "-" + CREATED.device().id());
    assertThatThrownBy(() -> device(CREATED.device())).isInstanceOf(MissingException.class);
  }

  @Test
  void theOwnerIsToldOfAMissingRootEnvelope() throws Exception {
    OwnerChange removed;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      removed = owner.remove(List.of(CREATED.device().id()), List.of());
      apply(removed);
    }
    owner(CREATED.recoveryKey()).close();
    storage.remove(removed.write().getFirst().name());
    assertThatThrownBy(() -> owner(CREATED.recoveryKey()))
        .isInstanceOf(MissingException.class)
        .hasMessageContaining("-root");
  }

  @Test
  void anotherDeviceWritesAMissingEnvelope() throws Exception {
    DeviceKeys other = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.addDevice("phone", other.publicKeys()));
    }
    OpenedVault mine = device(CREATED.device());
    String name = "envelopes/" + mine.keys().current().id() + "-" + other.id();
    storage.remove(name);
    assertThatThrownBy(() -> device(other)).isInstanceOf(MissingException.class);
    VaultObject healed =
        Envelopes.write(
            CREATED.device(), mine.keys(), mine.keys().current().id(), mine.members(), other.id());
    assertThat(healed.name()).isEqualTo(name);
    storage.put(name, healed);
    assertThat(device(other).keys().current().id()).isEqualTo(mine.keys().current().id());
  }

  @Test
  void everyFlippedByteOfEveryObjectIsRefused() throws Exception {
    for (VaultObject o : CREATED.objects()) {
      if (o.name().startsWith("slots/") || o.name().endsWith("-root"))
        continue; // not read by a device
      for (int at = 0; at < o.bytes().length; at += at < 64 ? 1 : 97) {
        flip(o.name(), at);
        assertThatThrownBy(() -> device(CREATED.device()))
            .as(o.name() + " byte " + at)
            .isInstanceOf(CryptoException.class);
        storage.put(o.name(), o);
      }
    }
    device(CREATED.device());
  }

  @Test
  void truncatedObjectsAreRefused() throws Exception {
    for (VaultObject o : CREATED.objects()) {
      if (o.name().startsWith("slots/") || o.name().endsWith("-root")) continue;
      for (int length : new int[] {0, 1, 8, 25, 26, 27, 66, o.bytes().length - 1}) {
        storage.put(o.name(), new VaultObject(o.name(), Bytes.slice(o.bytes(), 0, length)));
        assertThatThrownBy(() -> device(CREATED.device()))
            .as(o.name() + " cut to " + length)
            .isInstanceOf(CryptoException.class);
      }
      storage.put(o.name(), o);
    }
  }

  @Test
  void anotherVaultWithTheSamePassphraseIsNotThisOne() throws Exception {
    CreatedVault foreign = create();
    assertThatThrownBy(
            () -> VaultHeader.parse(foreign.header().bytes()).pinned(CREATED.header().hash()))
        .isInstanceOf(IdentityException.class);
    Collection<VaultObject> theirs = foreign.objects();
    for (String kind : List.of("slots/", "envelopes/", "members/")) {
      List<VaultObject> mixed =
          new ArrayList<>(theirs.stream().filter(o -> o.name().startsWith(kind)).toList());
      OwnerObjects objects =
          new OwnerObjects(
              kind.equals("slots/") ? mixed : list("slots/"),
              kind.equals("envelopes/") ? mixed : list("envelopes/"),
              kind.equals("members/") ? mixed : list("members/"));
      assertThatThrownBy(
              () -> OwnerSession.open(header(), pass("correct horse"), objects, RANDOM, CLOCK))
          .as(kind)
          .isInstanceOf(CryptoException.class);
    }
  }

  @Test
  void aLostMembersEntryIsMissingAndARolledBackOneIsNotCovered() throws Exception {
    OwnerChange added;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.addDevice("one", DeviceKeys.generate(RANDOM).publicKeys()));
      added = owner.addDevice("two", DeviceKeys.generate(RANDOM).publicKeys());
      apply(added);
    }
    Members full = device(CREATED.device()).members();
    storage.remove(added.write().getLast().name());
    assertThat(device(CREATED.device()).members().covers(full.tips())).isFalse();
    storage.remove(CREATED.objects().get(4).name());
    assertThatThrownBy(() -> device(CREATED.device())).isInstanceOf(MissingException.class);
  }

  @Test
  void sealedValuesCannotChangeTypeVaultKeyOrIds() throws Exception {
    EpochKeys epoch = CREATED.keys().current();
    VaultId vault = CREATED.header().vault();
    byte[] ids = {1, 2, 3};
    byte[] sealed =
        SealedObject.seal(ObjectType.SEGMENT, vault, epoch.id(), epoch.log(), ids, new byte[] {9});
    SealedObject parsed = SealedObject.parse(sealed);
    assertThat(parsed.allegedType()).isEqualTo(ObjectType.SEGMENT);
    assertThat(parsed.allegedEpoch()).isEqualTo(epoch.id());
    assertThat(parsed.open(ObjectType.SEGMENT, vault, epoch.log(), ids)).containsExactly(9);
    assertThatThrownBy(() -> parsed.open(ObjectType.HEAD, vault, epoch.log(), ids))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(
            () -> parsed.open(ObjectType.SEGMENT, VaultId.random(RANDOM), epoch.log(), ids))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> parsed.open(ObjectType.SEGMENT, vault, epoch.idx(), ids))
        .isInstanceOf(IntegrityException.class);
    assertThatThrownBy(() -> parsed.open(ObjectType.SEGMENT, vault, epoch.log(), new byte[] {1, 2}))
        .isInstanceOf(IntegrityException.class);
    for (int type = 0; type < 256; type++) {
      if (type == ObjectType.SEGMENT.number()) continue;
      byte[] other = sealed.clone();
      other[9] = (byte) type;
      ObjectType claimed = ObjectType.of(type).orElse(ObjectType.SEGMENT);
      assertThatThrownBy(() -> SealedObject.parse(other).open(claimed, vault, epoch.log(), ids))
          .isInstanceOf(IntegrityException.class);
    }
  }

  @Test
  void vaultKeysDeviceFileAndProfileKeySurviveStorage() throws Exception {
    VaultKeys again = VaultKeys.of(CREATED.keys().secretBytes());
    byte[] data = {1, 2, 3};
    assertThat(again.contentIds().mac(data)).isEqualTo(CREATED.keys().contentIds().mac(data));
    assertThat(again.secretBytes()).isEqualTo(CREATED.keys().secretBytes());
    ProfileKey profile = ProfileKey.random(RANDOM);
    DeviceFile file =
        new DeviceFile(CREATED.header().vault(), CREATED.header().hash(), CREATED.device());
    ProfileKey opened =
        ProfileKey.open(
            profile.sealUnder(pass("profile"), Argon2Params.FLOOR, RANDOM), pass("profile"));
    DeviceFile read = DeviceFile.open(file.seal(profile), opened);
    assertThat(read.header()).isEqualTo(file.header());
    assertThat(read.device().publicKeys()).isEqualTo(CREATED.device().publicKeys());
    byte[] signature = read.device().sign(SignaturePurpose.SEGMENT, data);
    assertThat(CREATED.device().publicKeys().verify(SignaturePurpose.SEGMENT, data, signature))
        .isTrue();
    assertThat(CREATED.device().publicKeys().verify(SignaturePurpose.HEAD, data, signature))
        .isFalse();
    assertThatThrownBy(() -> DeviceFile.open(file.seal(profile), ProfileKey.random(RANDOM)))
        .isInstanceOf(IntegrityException.class);
  }

  /// Whatever opens the vault now, whichever secret sealed it.
  @Test
  void theOwnerOpensAProfileKeyAndNobodyElse() throws Exception {
    ProfileKey profile = ProfileKey.random(RANDOM);
    byte[] sealed;
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      sealed = owner.seal(profile);
      assertThat(owner.seal(profile)).as("each time anew").isNotEqualTo(sealed);
    }
    try (OwnerSession owner = owner(pass("correct horse"))) {
      assertThat(owner.open(sealed).secretBytes()).isEqualTo(profile.secretBytes());
      for (int at = 0; at < sealed.length; at++) {
        byte[] altered = sealed.clone();
        altered[at] ^= 1;
        assertThatThrownBy(() -> owner.open(altered)).isInstanceOf(CryptoException.class);
      }
      assertThatThrownBy(() -> owner.open(new byte[0])).isInstanceOf(AuthException.class);
    }
    CreatedVault other =
        NewVault.create(pass("another"), Argon2Params.FLOOR, "another", RANDOM, CLOCK);
    storage.clear();
    for (VaultObject o : other.objects()) storage.put(o.name(), o);
    try (OwnerSession owner = owner(other.recoveryKey())) {
      assertThatThrownBy(() -> owner.open(sealed)).isInstanceOf(AuthException.class);
    }
  }

  @Test
  void noSecretIsInAnyToString() {
    assertThat(
            List.of(
                    CREATED.device(),
                    CREATED.keys(),
                    CREATED.recoveryKey(),
                    CREATED.keys().current(),
                    pass("correct horse"))
                .toString())
        .doesNotContain("correct")
        .doesNotContain("[B@");
  }
}
