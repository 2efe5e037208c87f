/// Tests of reports for whoever helps: what gets in, and above all what does not.
@NullMarked
package org.tidelock.app.diagnostics;

import org.jspecify.annotations.NullMarked;
