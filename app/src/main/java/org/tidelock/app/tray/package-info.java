/// The place beside the clock. Comes in: what it shows, as [TrayContent]; goes out: what a person chose in its menu. Under Linux it speaks
/// the StatusNotifierItem protocol over D-Bus (`bus`), which KDE, XFCE, LXQt, Cinnamon and, with an extension, GNOME understand; elsewhere there is none yet.
/// It knows nothing of vaults, nor of JavaFX.
@NullMarked
package org.tidelock.app.tray;

import org.jspecify.annotations.NullMarked;
