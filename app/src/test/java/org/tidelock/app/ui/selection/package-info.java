@NullMarked
package org.tidelock.app.ui.selection;

import org.jspecify.annotations.NullMarked;
