/// Tests of the models of the rewind page.
@NullMarked
package org.tidelock.app.ui.rewind;

import org.jspecify.annotations.NullMarked;
