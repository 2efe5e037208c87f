package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// The storage knows this device no more, from any call of a sync on: it asks for a sign-in, and after that goes on where it was.
final class SignedOutTest {
  /// Far more calls than a sync has.
  private static final int MANY = 1000;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MemoryStore store = new MemoryStore();
  private final Leaving places = new Leaving();

  /// Answers so many calls, and then none.
  private final class Leaving extends SystemPlaces {
    int answered = Integer.MAX_VALUE;

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      return (ObjectStore)
          Proxy.newProxyInstance(
              SignedOutTest.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (_, method, arguments) -> call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
      boolean asks = method.getExceptionTypes().length > 0;
      if (asks && answered-- <= 0) {
        answered = 0;
        throw new StorageException.SignIn("The storage asks for a sign-in.", null);
      }
      try {
        return method.invoke(store, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  /// On one thread, so that a number means a call.
  private LocalVaults ofA() {
    Effects system = SystemEffects.create();
    return TestDevice.vaults(
        new Effects(system.random(), system.clock(), Runnable::run, Runnable::run, places));
  }

  @Acceptance(137)
  @Test
  void whereverItIsSignedOutItAsksAndGoesOnAfterwards() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", ofA());
        TestDevice b = TestDevice.join(root, "b", TestDevice.vaults(new FaultyPlaces(store)))) {
      a.write("kept", "1");
      a.sync();
      b.sync();
      int refused = 0;
      for (int call = 0; call < MANY; call++) {
        a.write("of a", "of a " + call);
        b.write("of b", "of b " + call);
        b.sync();
        Map<String, String> mine = a.tree();
        Map<String, String> theirs = b.tree();
        places.answered = call;
        boolean isSignedOut = syncsInVain(a);
        if (isSignedOut) {
          refused++;
          assertAsks(a);
          // Each has what it had, or what the other one had sent before.
          assertThat(a.tree()).as("call " + call).isIn(mine, plus(mine, "of b", theirs));
          assertThat(b.tree()).isEqualTo(theirs);
        }
        places.answered = Integer.MAX_VALUE;
        Map<String, String> all = plus(mine, "of b", theirs);
        assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
        b.sync();
        assertThat(a.tree()).as("call " + call).isEqualTo(all);
        assertThat(b.tree()).as("call " + call).isEqualTo(all);
        assertThat(a.vault.issues()).extracting(Issue::code).doesNotContain(Issue.SIGN_IN);
        if (!isSignedOut) break;
      }
      assertThat(refused).isBetween(10, MANY - 1);
    }
  }

  private static boolean syncsInVain(TestDevice device) throws InterruptedException {
    try {
      device.sync();
      return false;
    } catch (TidelockException e) {
      assertThat(e.code()).as(e.toString()).isEqualTo(ErrorCode.STORAGE);
      return true;
    }
  }

  private static void assertAsks(TestDevice device) {
    assertThat(device.vault.status().state()).isEqualTo(State.ATTENTION);
    assertThat(device.vault.issues()).extracting(Issue::code).contains(Issue.SIGN_IN);
  }

  private static Map<String, String> plus(
      Map<String, String> tree, String path, Map<String, String> other) {
    Map<String, String> sum = new TreeMap<>(tree);
    if (other.containsKey(path)) sum.put(path, other.get(path));
    return sum;
  }
}
