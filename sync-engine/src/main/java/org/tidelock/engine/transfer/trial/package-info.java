/// Tries out what a storage keeps of the contract of [org.tidelock.engine.storage.ObjectStore], by storing objects of its own at a place of their own. A
/// store goes in, findings come out. Must not know what is stored there otherwise, nor of whom.
@NullMarked
package org.tidelock.engine.transfer.trial;

import org.jspecify.annotations.NullMarked;
