/// The devices of the vault: which there are, what can be compared of each, how one more is added, and how one is removed.
@NullMarked
package org.tidelock.app.ui.devices;

import org.jspecify.annotations.NullMarked;
