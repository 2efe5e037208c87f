package org.tidelock.engine.errors;

import java.util.Optional;

/// What a system says for the numbers of its errors, in its language of the moment.
interface SystemWords {
  enum Family {
    LINUX,
    MAC,
    WINDOWS,
    /// One whose numbers are not known here.
    OTHER
  }

  Family family();

  /// In the words that Java's exceptions have, too.
  Optional<String> of(int number);

  /// Of the system this runs on.
  static SystemWords here() {
    try {
      String os = System.getProperty("os.name", "");
      if (os.startsWith("Linux")) return new UnixWords(Family.LINUX);
      if (os.startsWith("Mac")) return new UnixWords(Family.MAC);
      if (os.startsWith("Windows")) return new WindowsWords();
    } catch (LinkageError | RuntimeException e) {
      return new Silent(); // English remains.
    }
    return new Silent();
  }

  /// One that cannot be asked.
  record Silent() implements SystemWords {
    @Override
    public Family family() {
      return Family.OTHER;
    }

    @Override
    public Optional<String> of(int number) {
      return Optional.empty();
    }
  }
}
