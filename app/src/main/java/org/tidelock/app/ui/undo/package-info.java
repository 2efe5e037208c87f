/// Taking back what was changed. Comes in: batches of changes, or a device and a time; goes out: what undoing them would do, and after a person's consent that.
@NullMarked
package org.tidelock.app.ui.undo;

import org.jspecify.annotations.NullMarked;
