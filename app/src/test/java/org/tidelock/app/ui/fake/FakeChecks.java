package org.tidelock.app.ui.fake;

import java.util.List;
import java.util.function.Consumer;
import org.tidelock.engine.Progress;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;

/// Checks of a vault in memory: they find, and mend, what a test has them.
public final class FakeChecks extends HeldWork {
  private volatile List<Finding> findings = List.of();
  private volatile List<Finding> afterRepair = List.of();
  private volatile List<String> lost = List.of();

  /// What is found to be wrong from now on.
  public void find(Finding... wrong) {
    findings = List.of(wrong);
  }

  /// What a repair leaves, and of which files it has nothing.
  public void leave(List<Finding> left, List<String> files) {
    afterRepair = left;
    lost = files;
  }

  VerifyReport verify(boolean deep, ProviderView seen, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    work(progress);
    return new VerifyReport(deep, seen.objects(), seen.bytes(), findings);
  }

  RepairReport repair(boolean deep, ProviderView seen, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    work(progress);
    long mended = (long) findings.size() - afterRepair.size();
    findings = afterRepair;
    return new RepairReport(
        mended, mended, lost, new VerifyReport(deep, seen.objects(), seen.bytes(), afterRepair));
  }
}
