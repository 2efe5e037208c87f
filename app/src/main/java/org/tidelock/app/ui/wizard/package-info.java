/// Setting a profile up: creating a vault, or joining one. View models decide what may go on; views show it. Secrets live only in the view models and are dropped when the wizard ends.
@NullMarked
package org.tidelock.app.ui.wizard;

import org.jspecify.annotations.NullMarked;
