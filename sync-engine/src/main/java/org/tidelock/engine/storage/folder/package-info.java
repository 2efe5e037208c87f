/// Objects as files of a folder: on this computer, on a NAS, or in a folder that another program syncs. Knows nothing of vaults.
@NullMarked
package org.tidelock.engine.storage.folder;

import org.jspecify.annotations.NullMarked;
