/// Selective sync: which part of the vault this device has in its folder. In come a person's choice, as nodes, and the merged tree; out goes, for one moment of the
/// tree, which entries are left out here and where they would lie. It must not know how the choice is kept, nor how it is made, nor what becomes of files.
@NullMarked
package org.tidelock.engine.selection;

import org.jspecify.annotations.NullMarked;
