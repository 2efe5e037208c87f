/// The ring's first step: what differs on the disk becomes a fact. Comes in: a scan; goes out: packs, then one signed commit in this device's own
/// log, then its head, in this order (I4). Must not know how anything is put on the disk, and changes nothing there.
@NullMarked
package org.tidelock.engine.record;

import org.jspecify.annotations.NullMarked;
