/// The ring's second step: what other devices have recorded. Comes in: their heads and segments, unverified; goes out: verified commits, merged
/// into the index with all that follows from them, own ones too ([org.tidelock.engine.learn.Absorber]). Must not know the disk or the folder.
@NullMarked
package org.tidelock.engine.learn;

import org.jspecify.annotations.NullMarked;
