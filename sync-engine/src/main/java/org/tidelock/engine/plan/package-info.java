/// Pure: the merged tree's entries and the base (what this device last made equal) in, an ordered list of disk actions out.
/// Deciding only: every action is carried out elsewhere, with a precondition on what is on disk then. Knows nothing of paths of
/// this machine, of files, clocks or SQL.
@NullMarked
package org.tidelock.engine.plan;

import org.jspecify.annotations.NullMarked;
