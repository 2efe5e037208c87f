package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class Exporter {
  Exporter(Effects e, Storages s) {}

  RestoreReport export(String s, Unlock u, Path to, Consumer<? super Progress> p) {
    throw new IllegalStateException();
  }
}
