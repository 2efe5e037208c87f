package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.checkpoint.Joining;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.Owners;
import org.tidelock.engine.trust.SealedContents;

/// Checkpoints of more than one part, of devices that were removed, under an epoch that begins meanwhile; what keeps one from being written, and what does not.
final class CheckpointEdgesTest {
  /// So that the rows of these fill two parts.
  private static final int FILES = 3000;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Effects effects = SystemEffects.create();

  private static Workshop shop(TestDevice device) throws Exception {
    return (Workshop) JoinSpeed.field(device.vault, "shop");
  }

  private static void commits(TestDevice device, int n) throws Exception {
    Committer committer = (Committer) JoinSpeed.field(shop(device), "committer");
    for (int i = 0; i < n; i++)
      committer.commit(new Committer.Content(List.of(), List.of(), 0, 0), () -> {});
    device.sync();
  }

  private List<String> stored() throws Exception {
    return CheckpointTest.names(root.resolve("store/checkpoints"));
  }

  private TestDevice ofManyFiles(LocalVaults vaults) throws Exception {
    TestDevice one = TestDevice.create(root, "one", vaults);
    for (int i = 0; i < FILES; i++) one.write("f/" + "n".repeat(200) + i, new byte[0]);
    one.sync();
    return one;
  }

  /// Several parts are fetched at once.
  @Test
  void aNewDeviceBeginsWithACheckpointOfSeveralParts() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    boolean[] together = {false};
    CheckpointAttackTest.Hooked places =
        new CheckpointAttackTest.Hooked() {
          @Override
          void get(ObjectName name) throws Exception {
            if (CheckpointAttackTest.isPart(name, 2)) second.countDown();
            if (CheckpointAttackTest.isPart(name, 1))
              together[0] = second.await(20, TimeUnit.SECONDS);
          }
        };
    places.armed = true;
    try (TestDevice one = ofManyFiles(TestDevice.vaults())) {
      assertThat(CheckpointTest.write(one)).isTrue();
      assertThat(stored()).hasSizeGreaterThanOrEqualTo(3);
      try (TestDevice two = TestDevice.join(root, "two", TestDevice.vaults(places))) {
        assertThat(together[0]).as("part 2 is asked for while part 1 is on its way").isTrue();
        assertThat(shop(two).audit().isPending()).isTrue();
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
        CheckpointTest.audit(two);
        assertThat(two.vault.issues()).noneMatch(i -> i.code().startsWith("SYN"));
        assertThat(two.vault.batches(100)).hasSameSizeAs(one.vault.batches(100));
      }
    }
  }

  @Test
  void aPauseStopsTheWritingOfOne() throws Exception {
    TestDevice[] writer = new TestDevice[1];
    CheckpointAttackTest.Hooked places =
        new CheckpointAttackTest.Hooked() {
          @Override
          void create(ObjectName name) throws Exception {
            if (CheckpointAttackTest.isPart(name, 1))
              writer[0].vault.pause(Optional.of(Duration.ofHours(1)));
          }
        };
    try (TestDevice one = ofManyFiles(TestDevice.vaults(places))) {
      writer[0] = one;
      places.armed = true;
      assertThat(CheckpointTest.write(one)).isFalse();
      assertThat(stored()).as("the part that was under way, and nothing after it").hasSize(1);
      places.armed = false;
      one.vault.resume();
      one.sync();
      assertThat(CheckpointTest.write(one)).isTrue();
      List<String> stored = stored();
      assertThat(stored).hasSizeGreaterThanOrEqualTo(3);
      assertThat(stored.stream().map(n -> n.substring(0, 49)).distinct()).hasSize(1);
    }
  }

  /// Each try sends much.
  @Test
  void whatFailsIsTriedLessAndLessOften() throws Exception {
    CheckpointAttackTest.Hooked places =
        new CheckpointAttackTest.Hooked() {
          @Override
          void create(ObjectName name) throws Exception {
            if (CheckpointAttackTest.isPart(name, 1))
              throw new StorageException.Transient("not now", null);
          }
        };
    try (TestDevice one = TestDevice.create(root, "one", TestDevice.vaults(places))) {
      one.sync();
      commits(one, 90);
      OldHistory history = ((LocalVault) one.vault).oldHistory();
      places.armed = true;
      List<Long> pauses = new ArrayList<>();
      for (int i = 0; i < 9; i++) pauses.add(history.turn().toMinutes());
      assertThat(pauses).containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 1920L, 1920L);
      places.armed = false;
      assertThat(history.turn()).isEqualTo(Duration.ofHours(1));
      commits(one, 90);
      places.armed = true;
      assertThat(history.turn()).as("it begins anew").isEqualTo(Duration.ofMinutes(30));
    }
  }

  /// Of a member that lies, or of a storage that loses some.
  @Test
  void oneWithoutAllItsPartsKeepsNobodyFromWriting() throws Exception {
    try (TestDevice one = TestDevice.create(root, "one");
        TestDevice two = TestDevice.join(root, "two")) {
      commits(one, 90);
      two.sync();
      assertThat(shop(two).checkpoints().isDue()).isTrue();
      assertThat(CheckpointTest.write(one)).isTrue();
      two.sync();
      assertThat(shop(two).checkpoints().isDue()).as("after a whole one").isFalse();
      Path part = root.resolve("store/checkpoints").resolve(stored().getLast());
      byte[] bytes = Files.readAllBytes(part);
      byte[] other = bytes.clone();
      other[bytes.length / 2] ^= 1;
      Files.write(part, other);
      two.restart();
      two.sync();
      assertThat(shop(two).checkpoints().isDue()).as("an altered part").isTrue();
      Files.delete(part);
      two.restart();
      two.sync();
      assertThat(shop(two).checkpoints().isDue()).as("a part less").isTrue();
    }
  }

  @Test
  void ofVeryManyManifestsOnlySomeAreRead() throws Exception {
    Set<ObjectName> read = ConcurrentHashMap.newKeySet();
    CheckpointAttackTest.Hooked places =
        new CheckpointAttackTest.Hooked() {
          @Override
          void get(ObjectName name) {
            if (name.asCheckpoint().isPresent()) read.add(name);
          }
        };
    try (TestDevice one = TestDevice.create(root, "one", TestDevice.vaults(places))) {
      commits(one, 90);
      assertThat(CheckpointTest.write(one)).isTrue();
      one.restart();
      ObjectName real = new ObjectName("checkpoints/" + stored().getFirst());
      Path folder = root.resolve("store/checkpoints");
      for (int i = 0; i < 85; i++)
        Files.write(
            folder.resolve(
                ObjectName.checkpoint(real.asCheckpoint().orElseThrow().writer(), i, 0)
                    .value()
                    .substring("checkpoints/".length())),
            new byte[100]);
      for (int i = 0; i < 100; i++)
        Files.write(
            folder.resolve(
                ObjectName.checkpoint(
                        new org.tidelock.crypto.WriterId(Id128.random(effects.random())), 999, 0)
                    .value()
                    .substring("checkpoints/".length())),
            new byte[100]);
      places.armed = true;
      assertThat(shop(one).checkpoints().isDue()).as("the real one is found among them").isFalse();
      assertThat(read).hasSizeLessThanOrEqualTo(65).contains(real);
    }
  }

  /// Its device had taken in what another one wrote, of which the owner says now that it does not count.
  @Test
  void oneThatGoesPastACutIsNoLie() throws Exception {
    try (TestDevice one = TestDevice.create(root, "one");
        TestDevice gone = TestDevice.join(root, "gone")) {
      commits(gone, 3);
      one.sync();
      assertThat(CheckpointTest.write(one)).isTrue();
      remove(gone, 2);
      assertNotTakenAndNothingTold(owner());
    }
  }

  @Test
  void oneOfAnEpochThatBeginsMeanwhileIsNoLie() throws Exception {
    try (TestDevice one = TestDevice.create(root, "one");
        TestDevice gone = TestDevice.join(root, "gone")) {
      commits(gone, 3);
      one.sync();
      OwnerSession before = owner();
      remove(gone, 0);
      shop(one).kept().refresh();
      one.write("later", "later");
      one.sync();
      assertThat(CheckpointTest.write(one)).isTrue();
      assertNotTakenAndNothingTold(before);
    }
  }

  private OwnerSession owner() throws Exception {
    try (Remote remote = new Storages(effects).remote(TestDevice.storage(root))) {
      return Owners.open(remote, new Unlock.ByPassphrase(TestDevice.passphrase()), effects);
    }
  }

  private void assertNotTakenAndNothingTold(OwnerSession owner) throws Exception {
    try (owner;
        Remote remote = new Storages(effects).remote(TestDevice.storage(root));
        Database db = Database.open(root.resolve("new.db"), Database.Access.WRITE)) {
      Tables tables = Tables.over(db);
      Identity identity = Identity.ofOwner(owner);
      KeptVault kept = KeptVault.ofOwner(tables, identity, remote);
      SealedContents contents =
          new SealedContents(owner.header().vault(), ProfileKey.random(effects.random()));
      assertThat(new Joining(tables, remote, identity, contents, kept, effects).run()).isEmpty();
      assertThat(tables.issues().all()).extracting(Issue::code).isEmpty();
    }
  }

  /// @param behind so many of its newest segments do not count
  private void remove(TestDevice device, int behind) throws Exception {
    DeviceId id =
        new DeviceId(
            Id128.parse(
                device.vault.devices().stream()
                    .filter(d -> d.thisDevice())
                    .findFirst()
                    .orElseThrow()
                    .id()));
    List<Cut> cuts = new ArrayList<>();
    LogTable log = shop(device).tables().log();
    for (LogTable.Writer w : log.writers()) {
      long last = w.count() - 1 - behind;
      if (w.device().equals(id))
        cuts.add(new Cut(w.id(), last, log.segment(w.id(), last).orElseThrow().hash()));
    }
    try (Remote remote = new Storages(effects).remote(TestDevice.storage(root));
        OwnerSession owner =
            Owners.open(remote, new Unlock.ByPassphrase(TestDevice.passphrase()), effects)) {
      for (VaultObject object : owner.remove(List.of(id), cuts).write())
        remote.put(new ObjectName(object.name()), object.bytes());
    }
  }
}
