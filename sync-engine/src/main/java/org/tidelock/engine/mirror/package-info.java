/// A second copy of a vault's objects, on another storage. Comes in: the verified history, what this device has kept, and the main storage; goes out: the same
/// objects under the same names in the second storage, each verified before it is written there, and what the second storage testifies against the main one. Must not
/// know the folder, nor take anything in from the copy.
@NullMarked
package org.tidelock.engine.mirror;

import org.jspecify.annotations.NullMarked;
