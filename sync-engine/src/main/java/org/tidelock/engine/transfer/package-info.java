/// What goes between this device and the storage, as the engine's own words: requests, packs, how far long work has got, and what is told when
/// something fails ([org.tidelock.engine.transfer.Troubles]). Comes in: names and sealed bytes; goes out: the same, counted, and trouble as a
/// person can read it. Must not know whose bytes they are: no keys, no members, no tree.
@NullMarked
package org.tidelock.engine.transfer;

import org.jspecify.annotations.NullMarked;
