package org.tidelock.app.notification;

import java.util.Optional;

/// Has the desktop say something. Thread-safe; no call but [#close] waits for the desktop. Where nothing shows it, nobody is told: the window and the tray say the same.
public interface Notifier extends AutoCloseable {
  /// Says it, in place of what was said of the same subject.
  void show(Notice notice);

  /// Takes away what was said of a subject, if it is still there.
  void withdraw(String subject);

  /// Takes away all that is still there: nobody would answer a click on it any more. Waits a moment for a desktop that does not answer.
  @Override
  void close();

  /// That of the desktop; empty if this program cannot speak to one of this system.
  static Optional<Notifier> ofThisComputer() {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    return linux ? Optional.of(new FreedesktopNotifier(null)) : Optional.empty();
  }
}
