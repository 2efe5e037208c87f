/// Tests of the running process and how others reach it.
@NullMarked
package org.tidelock.app.desktop;

import org.jspecify.annotations.NullMarked;
