package org.tidelock.app.tray;

import java.util.Objects;
import org.freedesktop.dbus.interfaces.Properties;

/// Properties that are only read: [#GetAll] says all of them.
abstract class ReadProperties implements Properties {
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the library wants it
  public <A> A Get(String type, String name) {
    return (A) Objects.requireNonNull(GetAll(type).get(name), name);
  }

  @Override
  public <A> void Set(String type, String name, A value) {
    // All of them are only read.
  }
}
