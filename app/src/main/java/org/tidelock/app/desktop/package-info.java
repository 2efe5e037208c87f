/// Small services of the desktop and the running process: one instance per profile (a socket only its owner can reach) and the
/// signals that ask it to stop. Messages go in and out; what they mean is not known here.
@NullMarked
package org.tidelock.app.desktop;

import org.jspecify.annotations.NullMarked;
