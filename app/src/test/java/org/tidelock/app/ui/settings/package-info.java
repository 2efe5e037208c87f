@NullMarked
package org.tidelock.app.ui.settings;

import org.jspecify.annotations.NullMarked;
