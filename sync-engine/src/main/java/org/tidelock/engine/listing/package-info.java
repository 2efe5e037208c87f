/// What is in the vault, and was: folders, versions, what was deleted, past trees, names to search for, and how each entry stands on this device.
/// Comes in: paths and times; goes out: answers of one moment, from the index alone. Must not know the storage's bytes or wait for a round, and
/// changes nothing.
@NullMarked
package org.tidelock.engine.listing;

import org.jspecify.annotations.NullMarked;
