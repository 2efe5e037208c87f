/// A world in memory for the whole engine: a file system with the habits of many ([SimVolume]), the door to it ([SimDisk]), the person who uses it
/// ([SimUser]), what goes wrong there ([DiskTrouble]), and power cuts. All of it is decided by what a test says and by the seed that it gives; there is no
/// thread, no clock of its own and no real file. Must not know how the engine works, only what it asks of a disk: the contract is `DiskContract`.
@NullMarked
package org.tidelock.engine.sim;

import org.jspecify.annotations.NullMarked;
