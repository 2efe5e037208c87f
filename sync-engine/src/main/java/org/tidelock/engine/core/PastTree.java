package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class PastTree {
  PastTree(Tables t, Identity i, Instant a) {}

  List<FileEntry> list(String p) {
    return List.of();
  }
}
