package org.tidelock.engine.restore;

import org.tidelock.engine.listing.VaultPath;

/// A wish, and the folder in which it is to be fulfilled, below the destination's top.
record Placed(Wish wish, VaultPath folder) {}
