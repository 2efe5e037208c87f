package org.tidelock.app.tray;

/// The icon beside the clock, with its menu. Thread-safe; no call waits for the desktop.
public interface Tray extends AutoCloseable {
  /// From now on this, in place of what was shown before.
  void show(TrayContent content);

  /// Whether the desktop shows it now. Desktops come and go: a panel that is started anew shows it again.
  boolean isVisible();

  /// Takes it away.
  @Override
  void close();

  /// That of the desktop, if this program can use it.
  ///
  /// @param first what it shows at first
  static Tray ofThisComputer(TrayContent first) {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    return linux ? new StatusNotifierTray(null, first) : none();
  }

  /// A computer that has none, or none that this program can use.
  static Tray none() {
    return new Tray() {
      @Override
      public void show(TrayContent content) {}

      @Override
      public boolean isVisible() {
        return false;
      }

      @Override
      public void close() {}
    };
  }
}
