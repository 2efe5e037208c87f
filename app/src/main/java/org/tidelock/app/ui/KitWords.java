package org.tidelock.app.ui;

import org.tidelock.crypto.MistypedWordsException;

/// What is wrong with typed recovery words, in the window's language.
public final class KitWords {
  private KitWords() {}

  public static String wrong(MistypedWordsException mistyped, Texts texts) {
    if (mistyped.position() == 0) {
      return texts.get("kit.words.wrong");
    }
    return mistyped
        .suggestion()
        .map(near -> texts.get("kit.word.near", mistyped.position(), near))
        .orElseGet(() -> texts.get("kit.word.unknown", mistyped.position()));
  }
}
