/// Checkpoints (decision 0108): a device writes down what follows from its log, and a newcomer begins with that instead of replaying the log, fetches the
/// older segments meanwhile, replays them beside and compares. Comes in: parts from the storage, unverified; goes out: a filled index, and a verdict. Must not
/// know the folder.
@NullMarked
package org.tidelock.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
