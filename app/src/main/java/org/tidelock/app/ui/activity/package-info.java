/// What moves now and what happened. Comes in: the vault's status, its activity in pages; goes out: lines of a list, grouped by day.
@NullMarked
package org.tidelock.app.ui.activity;

import org.jspecify.annotations.NullMarked;
