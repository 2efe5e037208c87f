/// Brings files out of the vault when a person asks for them: a version, a folder as it was, or a whole vault without joining it. Comes in: a
/// wish; goes out: files in a place, beside what is there and never over it unseen. Must not record: in the synced folder, the next round does.
@NullMarked
package org.tidelock.engine.restore;

import org.jspecify.annotations.NullMarked;
