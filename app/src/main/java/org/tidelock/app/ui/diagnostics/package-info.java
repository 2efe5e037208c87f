/// A report for whoever helps, looked at before it is saved. The report itself is made by [org.tidelock.app.diagnostics].
@NullMarked
package org.tidelock.app.ui.diagnostics;

import org.jspecify.annotations.NullMarked;
