/// What the desktop says for Tidelock, beside what other programs have it say. Comes in: a [Notice]; goes out: that somebody has clicked on it. Under Linux it speaks
/// to `org.freedesktop.Notifications` over D-Bus (`bus`), which all desktops there have; elsewhere there is none yet. It knows nothing of vaults, nor of JavaFX, nor
/// when something is worth a word.
@NullMarked
package org.tidelock.app.notification;

import org.jspecify.annotations.NullMarked;
