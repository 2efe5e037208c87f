/// Tests of notifications: on a bus of their own, with a desktop that shows them.
@NullMarked
package org.tidelock.app.notification;

import org.jspecify.annotations.NullMarked;
