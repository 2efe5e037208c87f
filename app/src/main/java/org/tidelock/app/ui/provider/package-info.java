/// The same vault from both sides: the tree of names that this device knows, and the real listing that whoever runs the storage sees.
@NullMarked
package org.tidelock.app.ui.provider;

import org.jspecify.annotations.NullMarked;
