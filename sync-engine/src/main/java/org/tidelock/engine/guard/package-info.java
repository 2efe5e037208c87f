/// Keeps a mistake, or an attack, from spreading: removals that are too many, and rewrites that look like encryption, wait until a person says that they
/// are meant, in both directions, while everything else goes on.
///
/// In come what a scan has found and what a plan would do; out goes the same without what has to wait, which is kept in the index with the answers that
/// persons give. It must not know how changes are recorded or applied, nor who asks.
@NullMarked
package org.tidelock.engine.guard;

import org.jspecify.annotations.NullMarked;
