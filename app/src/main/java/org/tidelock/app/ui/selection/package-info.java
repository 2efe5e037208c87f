/// What of the vault this computer keeps: the tree with its ticks, and what a choice would do, in the settings and in the wizard that joins. In: a vault; out: its selection. It must not know where
/// it is shown.
@NullMarked
package org.tidelock.app.ui.selection;

import org.jspecify.annotations.NullMarked;
