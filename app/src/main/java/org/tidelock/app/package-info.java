/// Starts Tidelock: the command line, or the desktop app. Knows nothing of formats, merging or cryptography.
@NullMarked
package org.tidelock.app;

import org.jspecify.annotations.NullMarked;
