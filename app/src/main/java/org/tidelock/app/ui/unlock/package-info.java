/// The screen of a locked profile.
@NullMarked
package org.tidelock.app.ui.unlock;

import org.jspecify.annotations.NullMarked;
