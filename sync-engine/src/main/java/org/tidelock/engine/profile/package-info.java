/// What belongs to this computer alone: the profile directory with its settings, lock and index, the checks of the folder that is synced, and the
/// ignore patterns. Comes in: places and what a person has set; goes out: an opened profile, or a refusal in words. Must not know how anything is
/// synced.
@NullMarked
package org.tidelock.engine.profile;

import org.jspecify.annotations.NullMarked;
