/// Tests of the tray: on a bus of their own, with a panel.
@NullMarked
package org.tidelock.app.tray;

import org.jspecify.annotations.NullMarked;
