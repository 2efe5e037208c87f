/// The interfaces of D-Bus that a tray needs, as freedesktop.org (StatusNotifierItem) and Canonical (dbusmenu) have described them: names and types only. They are public, with
/// public fields, as the library of D-Bus reads them by reflection.
@NullMarked
package org.tidelock.app.tray.bus;

import org.jspecify.annotations.NullMarked;
