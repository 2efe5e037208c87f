/// What the engine touches of the world: time, chance, executors, and places (disk, storage, watcher, profile directory with its index). Handed in
/// from outside, so that the same engine runs on this computer ([org.tidelock.engine.system]) and, with other implementations, in a simulator on a
/// clock of its own. Interfaces only: nothing here looks at a clock, starts a thread or opens a file.
@NullMarked
package org.tidelock.engine.effects;

import org.jspecify.annotations.NullMarked;
