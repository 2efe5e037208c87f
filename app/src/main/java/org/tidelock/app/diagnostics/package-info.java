/// What is told to whoever helps: a text without any name, which a person reads before it is saved, and which goes nowhere by itself. In come the open vault, the
/// profile's log and this system; out comes a [org.tidelock.app.diagnostics.Report]. It can say only what [org.tidelock.app.diagnostics.ReportText] has a way to say.
@NullMarked
package org.tidelock.app.diagnostics;

import org.jspecify.annotations.NullMarked;
