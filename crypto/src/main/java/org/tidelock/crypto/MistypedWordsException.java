package org.tidelock.crypto;

import java.util.Optional;

/// The typed words are no recovery key. The message names the word that is wrong and, where one is near, the word that was probably meant.
public final class MistypedWordsException extends Exception {
  private static final long serialVersionUID = 1;
  private final int position;
  private final transient Optional<String> suggestion;

  MistypedWordsException(String message, int position, Optional<String> suggestion) {
    super(message);
    this.position = position;
    this.suggestion = suggestion;
  }

  /// 1 to 24, or 0 if no single word is to blame.
  public int position() {
    return position;
  }

  /// A word of the list that is close to what was typed.
  public Optional<String> suggestion() {
    return suggestion;
  }
}
