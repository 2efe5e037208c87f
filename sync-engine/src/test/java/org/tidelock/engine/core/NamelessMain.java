package org.tidelock.engine.core;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.system.SystemEffects;

/// A device that makes a vault and syncs again and again, and says what came of it. In a process of its own, as for which names there are the whole process has one answer.
final class NamelessMain {
  static final String WELL = "well";

  private NamelessMain() {}

  /// @param args the profile, the folder, and the address of the storage
  public static void main(String[] args) throws Exception {
    StorageAccess access =
        StorageAccess.NONE.withSecret(DavServers.PASSWORD).agreeing(StorageAccess.CLEARTEXT, "yes");
    CreateRequest request =
        new CreateRequest(
            Path.of(args[0]),
            args[2],
            Path.of(args[1]),
            "Test",
            "a",
            TestDevice.passphrase(),
            KeepUnlocked.FILE);
    String before = "";
    try (Vault vault =
        TestDevice.vaults(hasty(SystemEffects.create())).with(access).create(request).vault()) {
      for (int i = 0; ; i++) {
        String now = outcome(vault);
        if (!now.equals(before)) System.out.println(i + " " + now);
        before = now;
        Thread.sleep(200);
      }
    }
  }

  /// Whoever waits for a storage that is away waits a fiftieth of that.
  private static Effects hasty(Effects real) {
    Time clock = real.clock();
    return real.at(
        new Time() {
          @Override
          public Instant instant() {
            return clock.instant();
          }

          @Override
          public long nanos() {
            return clock.nanos();
          }

          @Override
          public void sleep(Duration time) throws InterruptedException {
            clock.sleep(time.dividedBy(50));
          }

          @Override
          public Loop loop(String name, Duration first, Turn turn) {
            return clock.loop(name, first, turn);
          }
        });
  }

  private static String outcome(Vault vault) throws InterruptedException {
    try {
      vault.sync();
      return WELL;
    } catch (TidelockException e) {
      return e.code() + " " + e.happened().phrase() + " " + e.whatHappened();
    }
  }
}
