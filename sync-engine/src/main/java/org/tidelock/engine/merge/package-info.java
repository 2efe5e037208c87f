/// Pure: commits in, one merged tree and its conflicts out, and back: what a local action on a visible entry becomes as operations.
/// All devices that know the same commits compute the same tree (I5), and the cost follows the change, not the vault: state is
/// reached by key through [org.tidelock.engine.merge.MergeState]. Knows nothing of disks, clocks, randomness, SQL or threads.
@NullMarked
package org.tidelock.engine.merge;

import org.jspecify.annotations.NullMarked;
