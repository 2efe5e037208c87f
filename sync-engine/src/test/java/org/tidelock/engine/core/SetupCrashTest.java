package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.system.SystemHome;

/// A device dies right before each single effect of setting a vault up, or of joining it: the next try succeeds, or the next start carries on.
final class SetupCrashTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();

  @Test
  void aVaultWhoseCreationDiedCanBeCreatedOrOpened() throws Exception {
    long deaths = 0;
    while (true) {
      Path place = Files.createDirectories(root.resolve("create-" + ++deaths));
      try (TestDevice a = persist(place, deaths, true)) {
        boolean died = crashes.hasCrashed();
        a.write("f", "x");
        a.sync();
        try (TestDevice b = TestDevice.join(place, "b")) {
          b.sync();
          assertThat(b.tree()).isEqualTo(a.tree()).containsOnlyKeys("f");
          assertThat(b.vault.info().name()).isEqualTo("Test");
          assertThat(b.vault.devices()).hasSize(2);
          assertThat(Fleet.entries(place.resolve("store/slots"))).hasSize(2);
          assertThat(Fleet.entries(place.resolve("store/.tmp"))).isEmpty();
        }
        if (!died) break;
      } catch (Exception | AssertionError e) {
        throw new AssertionError("death " + deaths + " at " + crashes.last(), e);
      }
    }
    assertThat(deaths).isGreaterThan(8);
  }

  @Test
  void aJoinThatDiedCanBeRepeated() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("f", "x");
      a.sync();
      long deaths = 0;
      while (true) {
        deaths++;
        Files.createDirectories(root.resolve("home-b" + deaths));
        try (TestDevice b = persist(root, deaths, false)) {
          boolean died = crashes.hasCrashed();
          b.sync();
          assertThat(b.tree()).isEqualTo(a.tree()).containsOnlyKeys("f");
          a.sync();
          if (!died) break;
        } catch (Exception | AssertionError e) {
          throw new AssertionError("death " + deaths + " at " + crashes.last(), e);
        }
      }
      assertThat(deaths).isGreaterThan(4);
    }
  }

  /// Dies once, and then does what a person does: starts again, if there is something to start, else tries again.
  private TestDevice persist(Path place, long death, boolean create) throws Exception {
    String name = create ? "a" : "b" + death;
    LocalVaults vaults = TestDevice.vaults(crashes);
    crashes.arm(death);
    try {
      return create ? TestDevice.create(place, name, vaults) : TestDevice.join(place, name, vaults);
    } catch (Crashes.Crash | TidelockException e) {
      if (!crashes.hasCrashed()) throw e;
    } finally {
      crashes.revive();
    }
    if (Profile.isSetUp(new SystemHome(place.resolve("home-" + name))))
      return TestDevice.open(place, name, vaults);
    return create ? TestDevice.create(place, name, vaults) : TestDevice.join(place, name, vaults);
  }
}
