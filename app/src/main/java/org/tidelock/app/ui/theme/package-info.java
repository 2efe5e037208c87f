/// Colours, fonts and the choice between light and dark. Knows nothing of pages.
@NullMarked
package org.tidelock.app.ui.theme;

import org.jspecify.annotations.NullMarked;
