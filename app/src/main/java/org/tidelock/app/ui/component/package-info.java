/// Parts that pages are built of: cards, rows, badges, fields. In: finished words and values; out: nodes with accessible names. They know no engine type and no resource bundle.
@NullMarked
package org.tidelock.app.ui.component;

import org.jspecify.annotations.NullMarked;
