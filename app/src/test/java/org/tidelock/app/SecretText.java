package org.tidelock.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.Unlock;

/// What secrets hold, which in the program the engine alone gets to see.
public final class SecretText {
  private SecretText() {}

  public static String of(Unlock unlock) {
    return switch (unlock) {
      case Unlock.ByPassphrase(Passphrase passphrase) -> of(passphrase);
      case Unlock.ByRecoveryKey(var key) -> String.join(" ", key.words());
    };
  }

  public static String of(Passphrase passphrase) {
    try {
      Method utf8 = Passphrase.class.getDeclaredMethod("utf8");
      utf8.setAccessible(true);
      return new String((byte[]) utf8.invoke(passphrase), StandardCharsets.UTF_8);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
