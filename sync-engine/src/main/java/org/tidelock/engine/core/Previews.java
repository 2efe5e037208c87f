package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class Previews {
  static SyncPreview of(
      org.tidelock.engine.local.Scan s, org.tidelock.engine.plan.Plan p, Tables t) {
    throw new IllegalStateException();
  }
}
