/// The vault's files by their real names: folders, search over names of all times, versions, why, and bringing back what was. Knows the
/// vault's tree, not the disk; what is opened is opened by the system.
@NullMarked
package org.tidelock.app.ui.files;

import org.jspecify.annotations.NullMarked;
