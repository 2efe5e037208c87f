package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class Restorer {
  Restorer(Tables t, Identity i, SealedContents c, Workshop.OnFolder o) {}

  RestoreReport restore(RestoreRequest r) throws TidelockException {
    throw new IllegalStateException();
  }
}
