package org.tidelock.engine.restore;

import org.tidelock.engine.apply.FileAssembly;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.PrivateFolder;

/// A disk with what it takes to write to it.
public record Place(Disk disk, PrivateFolder own, DiskWriter writer, FileAssembly assembly) {}
