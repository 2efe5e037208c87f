/// The first screen of an empty profile.
@NullMarked
package org.tidelock.app.ui.welcome;

import org.jspecify.annotations.NullMarked;
