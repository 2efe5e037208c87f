/// The first page: is everything fine? The pattern for all pages: a view model without nodes, and a view.
@NullMarked
package org.tidelock.app.ui.overview;

import org.jspecify.annotations.NullMarked;
