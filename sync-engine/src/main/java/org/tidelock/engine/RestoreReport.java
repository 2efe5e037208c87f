package org.tidelock.engine;

import java.util.List;

public record RestoreReport(long files, long bytes, List<String> paths) {
  public RestoreReport {
    paths = List.copyOf(paths);
  }
}
