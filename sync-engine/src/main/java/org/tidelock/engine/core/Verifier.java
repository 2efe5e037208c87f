package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class Verifier {
  Verifier(Tables t, Remote r, Identity i) {}

  VerifyReport verify(boolean d, Consumer<? super Progress> p) throws TidelockException {
    throw new IllegalStateException();
  }
}
