/// The recovery drill: opens a vault from nothing but its storage and a typed secret, as a new computer would, and reads back a few of its files. In comes what the device of
/// this profile knows, only to be compared; out goes what was shown. It writes nothing, neither to the storage nor to a folder, and knows no secret of the profile.
@NullMarked
package org.tidelock.engine.drill;

import org.jspecify.annotations.NullMarked;
