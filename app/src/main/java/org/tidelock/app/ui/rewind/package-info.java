/// The vault's past: a line of time with what was changed, the tree as it was at a point of it beside what has become of it, what was deleted, and bringing
/// things back. Comes in: batches, past trees and deleted entries of the vault; goes out: wishes to restore and to undo, each seen before it is done. Knows the
/// vault's tree, not the disk.
@NullMarked
package org.tidelock.app.ui.rewind;

import org.jspecify.annotations.NullMarked;
