/// What a person should know: whether all is well, what is open, why a file is or is not synced, and what the provider sees. Comes in: the index,
/// and what the last work came to; goes out: facts in phrases (I9). Must not do any of that work itself.
@NullMarked
package org.tidelock.engine.status;

import org.jspecify.annotations.NullMarked;
