/// Compares the storage with what the verified history says must be there. Comes in: the index, and every object's name, length or bytes; goes
/// out: a report that names the files which damage touches. Must not repair, and must not know the disk.
@NullMarked
package org.tidelock.engine.verify;

import org.jspecify.annotations.NullMarked;
