/// What the program knows of itself, before there is a command or a window: its version, where a person's profile lies, and where it logs. Knows neither
/// commands nor windows.
@NullMarked
package org.tidelock.app.program;

import org.jspecify.annotations.NullMarked;
