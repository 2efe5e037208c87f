/// Which packs nothing needs any more. Comes in: the log, the versions and the merged state of the index; goes out: of each pack whether it is needed, and until
/// when (decisions/0160).
@NullMarked
package org.tidelock.engine.prune;

import org.jspecify.annotations.NullMarked;
