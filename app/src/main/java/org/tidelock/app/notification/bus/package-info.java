/// The interface of D-Bus that notifications need, as freedesktop.org has described it: names and types only. It is public, with public fields, as the library of D-Bus
/// reads it by reflection.
@NullMarked
package org.tidelock.app.notification.bus;

import org.jspecify.annotations.NullMarked;
