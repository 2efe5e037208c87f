/// A twin is a copy of this device: a cloned disk, a virtual machine that was started twice. Both write under one writer, and the storage takes each number
/// from one of them only. Comes in: own segments that the storage does not have, because it has the twin's in their place; goes out: the same work in the
/// log of a new writer. Nothing that was published is touched.
@NullMarked
package org.tidelock.engine.twin;

import org.jspecify.annotations.NullMarked;
