package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class ProviderSight {
  static ProviderView of(Remote r, String s, Effects e) {
    throw new IllegalStateException();
  }
}
