/// The desktop window. Comes in: [org.tidelock.engine.Vaults] and a profile directory; goes out: what a person sees and does.
/// The only package that knows JavaFX; it knows nothing of storage, formats or keys.
///
/// A page is three things: a `PageId` (name, icon, place in the sidebar), a view model (properties, no nodes, tested without a
/// screen) and a [Page] (the nodes). Pages are registered in [Pages]; only registered pages appear in the sidebar, and a page is
/// built when it is first shown. `overview` is the pattern to copy. Views take their words from [Texts], their time from
/// [UiContext], their facts from [VaultModel], and run engine calls through [TaskRunner], never on the JavaFX thread.
@NullMarked
package org.tidelock.app.ui;

import org.jspecify.annotations.NullMarked;
