/// Undoes what commits have done, as far as nobody has changed it since. Comes in: a batch, or a device and a time; goes out: commits of this device that put
/// the tree back, so that every device follows, and that can be undone themselves. Must not touch the disk: the next round makes it equal.
@NullMarked
package org.tidelock.engine.undo;

import org.jspecify.annotations.NullMarked;
