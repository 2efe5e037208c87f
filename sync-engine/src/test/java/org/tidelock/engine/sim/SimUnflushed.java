package org.tidelock.engine.sim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tidelock.engine.local.Fingerprint.Kind;

/// What the engine has changed since its last flush. As the real disk does it, a flush forces out that and nothing else, as long as it is little: not what
/// a person has changed beside it.
final class SimUnflushed {
  private static final int MANY = 32;

  private final Set<SimNode> files = new LinkedHashSet<>();
  private final Set<SimNode> folders = new LinkedHashSet<>();

  void changed(SimNode node) {
    if (node.kind == Kind.FILE) files.add(node);
  }

  void renamed(SimNode folder) {
    folders.add(folder);
  }

  void forceOn(SimVolume volume) {
    if (files.size() + folders.size() > MANY) volume.forceAll();
    else volume.force(List.copyOf(files), List.copyOf(folders));
    files.clear();
    folders.clear();
  }
}
