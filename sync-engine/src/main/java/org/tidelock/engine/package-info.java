/// The one door for the window and the command line: vaults are created, joined, opened, synced and watched here. Knows nothing of JavaFX or terminals.
@NullMarked
package org.tidelock.engine;

import org.jspecify.annotations.NullMarked;
