/// An engine that lives in memory and keeps the sample world of the design, for tests of the window and for its pictures. It has state:
/// what is created can be opened, a passphrase that is wrong does not open it, pausing pauses.
@NullMarked
package org.tidelock.app.ui.fake;

import org.jspecify.annotations.NullMarked;
