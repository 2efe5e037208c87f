package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class Why {
  Why(Tables t, Profile.Settings s, Rules r, StatusBoard b) {}

  List<String> of(String p) {
    return List.of();
  }
}
