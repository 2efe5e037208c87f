package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.CountingStore.Call;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// What a command asks of a storage that is far away when there is nothing to do, and what it finds all the same (decision 0165).
final class FirstLookTest {
  /// One storage for all connections, each of which is counted.
  private static final class Far extends SystemPlaces {
    final MemoryStore objects = new MemoryStore();
    final CountingStore counted = new CountingStore(objects);

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      return counted;
    }
  }

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Far far = new Far();
  private final FakeTime clock = new FakeTime(Instant.now());
  private final LocalVaults vaults = TestDevice.vaults(SystemEffects.create().in(far).at(clock));
  private TestDevice a;

  @BeforeEach
  void aVaultWithAFile() throws Exception {
    a = TestDevice.create(root, "devA", vaults);
    a.write("file", "text");
    // What is young is read again, in a round of its own.
    a.setModified("file", clock.instant().minusSeconds(60));
    a.sync();
    clock.advance(Duration.ofMinutes(5));
    command();
    far.counted.take();
  }

  @AfterEach
  void close() {
    a.close();
  }

  /// A process that lives for one sync.
  private void command() throws Exception {
    a.restart();
    a.sync();
  }

  private List<String> asked() throws Exception {
    far.counted.take();
    command();
    return far.counted.take().calls().stream().map(Call::name).toList();
  }

  private TidelockException trouble() {
    return catchThrowableOfType(TidelockException.class, this::command);
  }

  private ObjectName any(String folder) throws Exception {
    return far.objects.list(folder).getFirst().name();
  }

  @Test
  void withoutNewsItAsksFourTimes() throws Exception {
    for (int i = 0; i < 8; i++)
      assertThat(asked()).hasSizeLessThanOrEqualTo(4).startsWith("heads").contains("members");
  }

  @Test
  void threeOfThemSeeAllThatIsNeededToJoin() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 3; i++) seen.addAll(asked());
    seen.removeIf(name -> name.startsWith("log/"));
    assertThat(seen).containsExactly("envelopes", "heads", "members", "slots", "vault");
  }

  @Test
  void whatIsGoneIsToldByTheThirdAtTheLatestAndThenUntilItIsBack() throws Exception {
    for (String folder : List.of("slots", "envelopes")) {
      ObjectName name = any(folder);
      byte[] bytes = far.objects.get(name, 1 << 20);
      far.objects.delete(name);
      TidelockException told = null;
      for (int i = 0; i < 3 && told == null; i++) told = trouble();
      assertThat(told).as(folder).isNotNull();
      assertThat(told.code()).isEqualTo(ErrorCode.MISSING);
      assertThat(told.object()).contains(name.value());
      for (int i = 0; i < 4; i++) assertThat(trouble()).as(folder + " once more").isNotNull();
      far.objects.create(name, bytes);
      for (int i = 0; i < 4; i++) command();
    }
  }

  @Test
  void anotherHeaderOrNoneStopsItByTheThirdAtTheLatest() throws Exception {
    far.objects.delete(ObjectName.header());
    TidelockException told = null;
    for (int i = 0; i < 3 && told == null; i++) told = trouble();
    assertThat(told).isNotNull();
    assertThat(told.object()).contains("vault");
    assertThat(trouble()).as("and the next one").isNotNull();
  }

  @Test
  void membersThatAreGoneAreToldAtOnce() throws Exception {
    far.objects.delete(any("members"));
    for (int i = 0; i < 3; i++) assertThat(trouble().code()).isEqualTo(ErrorCode.ROLLBACK);
  }

  @Test
  void whoHasSomethingToSendLooksAtAllOfItBefore() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.write("file", "text " + i);
      clock.advance(Duration.ofSeconds(5));
      far.counted.take();
      command();
      List<Call> calls = far.counted.take().calls();
      assertThat(calls.stream().takeWhile(FirstLookTest::isNoSegmentSent).map(Call::name))
          .contains("heads", "members", "slots", "envelopes", "vault");
    }
  }

  private static boolean isNoSegmentSent(Call call) {
    return call.kind() != CountingStore.Kind.WRITE || !call.name().startsWith("log/");
  }

  @Test
  void nothingIsSentWhereTheHeaderIsAnotherOne() throws Exception {
    far.objects.delete(ObjectName.header());
    for (int i = 0; i < 3; i++) {
      Set<String> before = names();
      a.write("file", "text " + i);
      assertThat(trouble()).isNotNull();
      before.removeIf(n -> n.startsWith("packs/"));
      assertThat(names())
          .filteredOn(n -> !n.startsWith("packs/"))
          .containsExactlyElementsOf(before);
    }
  }

  private Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    far.objects.listAll().forEach(o -> names.add(o.name().value()));
    return names;
  }

  @Test
  void everySixHoursItLooksAtAllOfIt() throws Exception {
    assertThat(asked()).hasSize(4);
    clock.advance(Duration.ofHours(6));
    assertThat(asked()).contains("members", "slots", "envelopes", "vault");
    assertThat(asked()).hasSize(4);
    clock.set(clock.instant().minus(Duration.ofDays(1)));
    assertThat(asked()).as("set back").contains("members", "slots", "envelopes", "vault");
  }

  @Test
  void whoStaysLooksAtAllOfItSixHoursAfterTheLastWholeLook() throws Exception {
    clock.advance(Duration.ofHours(3));
    command();
    clock.advance(Duration.ofHours(4));
    far.counted.take();
    a.sync();
    assertThat(far.counted.take().calls().stream().map(Call::name))
        .contains("heads", "members", "slots", "envelopes", "vault");
  }
}
