package org.tidelock.app.ui;

import java.security.SecureRandom;
import java.util.Arrays;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.crypto.PairingCode;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;

/// The window's whole contact with key material: typed text in, the engine's types out. A text field holds its text as a string,
/// which cannot be wiped; what is copied out of it here is.
public final class Secrets {
  private static final int SUGGESTED_WORDS = 6;

  private final SecureRandom random;

  public Secrets(SecureRandom random) {
    this.random = random;
  }

  public Passphrase passphrase(String typed) {
    char[] characters = typed.toCharArray();
    try {
      return Passphrase.of(characters);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /// The key that 24 typed words say; case, spaces and order numbers do not matter.
  public RecoveryKey recoveryKey(String typed) throws MistypedWordsException {
    return RecoveryKey.parse(typed);
  }

  /// Whether this can be what a new device shows; case, spaces and hyphens do not matter.
  public boolean isPairingCode(String typed) {
    var code = PairingCode.parse(typed);
    code.ifPresent(PairingCode::close);
    return code.isPresent();
  }

  /// Six random words, 66 bits: the first words of a key made for nothing else.
  public String suggestPassphrase() {
    try (var key = RecoveryKey.random(random)) {
      return String.join(" ", key.words().subList(0, SUGGESTED_WORDS));
    }
  }
}
