/// Whatever needs a person, most severe first, in words.
@NullMarked
package org.tidelock.app.ui.issues;

import org.jspecify.annotations.NullMarked;
