/// The application: nothing in it is for others.
module org.tidelock.app {
  requires static org.jspecify;
  requires org.tidelock.engine;
  requires info.picocli;
  requires tools.jackson.core;
  requires com.google.zxing;
  requires com.nulabinc.zxcvbn;
  requires org.apache.pdfbox;
  requires javafx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.core;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.feather;
  requires org.slf4j;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires jdk.unsupported;
  requires org.freedesktop.dbus;

  // By reflection.
  opens org.tidelock.app.tray to
      org.freedesktop.dbus;

  exports org.tidelock.app.notification.bus to
      org.freedesktop.dbus;
  exports org.tidelock.app.tray.bus to
      org.freedesktop.dbus;

  uses org.tidelock.app.desktop.Window;
}
