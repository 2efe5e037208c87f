/// This computer: its clock, threads, random numbers, disks and folders, as [org.tidelock.engine.effects] wants them. With the real disk in `local`,
/// the folder store in `storage.folder` and SQLite in `index` the only code of the engine that touches the world. Decides nothing.
@NullMarked
package org.tidelock.engine.system;

import org.jspecify.annotations.NullMarked;
