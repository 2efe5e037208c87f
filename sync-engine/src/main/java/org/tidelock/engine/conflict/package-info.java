/// Conflicts that nobody has settled: lists them, and settles them as a person says. Comes in: the merged tree; goes out: commits of this device, which all
/// devices follow. Must not touch the disk: the next round makes it equal.
@NullMarked
package org.tidelock.engine.conflict;

import org.jspecify.annotations.NullMarked;
