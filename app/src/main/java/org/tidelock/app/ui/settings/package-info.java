/// What the person may choose about the window itself; every choice applies at once.
@NullMarked
package org.tidelock.app.ui.settings;

import org.jspecify.annotations.NullMarked;
