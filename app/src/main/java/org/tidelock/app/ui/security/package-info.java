/// What protects the vault and what was checked: checks of the storage, words to compare, keys, and the ways to change what opens the vault.
@NullMarked
package org.tidelock.app.ui.security;

import org.jspecify.annotations.NullMarked;
