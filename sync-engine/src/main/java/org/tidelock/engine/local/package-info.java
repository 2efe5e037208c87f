/// The synced folder on this computer. Comes in: the base (what this device last made equal) and actions with preconditions; goes out: what
/// differs on the disk, and what became of each action. [org.tidelock.engine.local.Disk] is the only door to the file system, so that a simulated
/// one can stand in for it. Must not know of keys, storage, commits or the merge.
@NullMarked
package org.tidelock.engine.local;

import org.jspecify.annotations.NullMarked;
