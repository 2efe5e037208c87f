package org.tidelock.engine.core;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.*;
import org.tidelock.engine.*;

final class Listing {
  Listing(Tables t, Profile.Settings s, Effects e) {}

  List<FileEntry> list(String p) {
    return List.of();
  }

  List<FileEntry> deleted(String p) {
    return List.of();
  }

  List<FileEntry> search(String t, boolean h, int l) {
    return List.of();
  }

  List<FileVersion> history(String p) {
    return List.of();
  }
}
