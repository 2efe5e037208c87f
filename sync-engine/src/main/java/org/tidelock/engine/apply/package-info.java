/// The ring's last step: the disk is made equal to the merged tree. Comes in: a plan, and packs; goes out: files that were checked before they
/// were put in place, the base rows for them, and what could not be done. Must not record anything: what is otherwise on the disk than planned is
/// left to the next round.
@NullMarked
package org.tidelock.engine.apply;

import org.jspecify.annotations.NullMarked;
