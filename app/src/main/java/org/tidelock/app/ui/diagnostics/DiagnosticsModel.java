package org.tidelock.app.ui.diagnostics;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.diagnostics.NameInReportException;
import org.tidelock.app.diagnostics.Part;
import org.tidelock.app.diagnostics.Report;
import org.tidelock.app.diagnostics.ReportFile;
import org.tidelock.app.diagnostics.Reports;
import org.tidelock.app.diagnostics.Surroundings;
import org.tidelock.app.program.Logs;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.engine.Vaults.ProfileState;

/// Makes the report that a person looks at, anew with each part that is left out or taken in again, and saves the one that is shown.
final class DiagnosticsModel {
  private final PageContext context;
  private final Set<Part> parts = EnumSet.allOf(Part.class);
  private final ReadOnlyObjectWrapper<Optional<Report>> report =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> trouble =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private TaskRunner.@Nullable Handle making;

  DiagnosticsModel(PageContext context) {
    this.context = context;
  }

  /// The one that is shown; empty while it is made, and where there is none.
  ReadOnlyObjectProperty<Optional<Report>> report() {
    return report.getReadOnlyProperty();
  }

  /// Why there is none, or why it was not saved.
  ReadOnlyObjectProperty<Optional<String>> trouble() {
    return trouble.getReadOnlyProperty();
  }

  void include(Part part, boolean included) {
    if (included) parts.add(part);
    else parts.remove(part);
    make();
  }

  void make() {
    end();
    report.set(Optional.empty());
    trouble.set(Optional.empty());
    if (parts.isEmpty()) {
      say("diagnostics.nothing");
      return;
    }
    Set<Part> wanted = EnumSet.copyOf(parts);
    making =
        context
            .ui()
            .tasks()
            .<Report>run(
                () -> Reports.of(surroundings(), wanted),
                made -> report.set(Optional.of(made)),
                this::failed);
  }

  /// What is under way is of no use any more.
  void end() {
    if (making != null) making.cancel();
    making = null;
  }

  private Surroundings surroundings() {
    var ui = context.ui();
    return new Surroundings(
        Optional.of(context.vault()),
        Optional.empty(),
        ui.vaults().state(ui.home()) == ProfileState.READY,
        ui.home(),
        Logs.of(ui.home()),
        System.getenv(),
        ui.clock());
  }

  private void failed(Exception failure) {
    var problem = context.problem(failure); // to the log
    if (failure instanceof NameInReportException) say("diagnostics.name");
    else trouble.set(Optional.of(problem.sentence()));
  }

  String suggestedName() {
    return "tidelock-diagnostics-" + LocalDate.now(context.ui().clock()) + ".zip";
  }

  /// @return whether it is there now
  boolean save(Report shown, Path named) {
    Path file =
        ReportFile.isName(named) ? named : named.resolveSibling(named.getFileName() + ".zip");
    trouble.set(Optional.empty());
    try {
      ReportFile.save(shown, file);
      return true;
    } catch (FileAlreadyExistsException e) {
      say("diagnostics.exists");
    } catch (IOException e) {
      context.problem(e); // to the log
      say("diagnostics.failed");
    }
    return false;
  }

  private void say(String key) {
    trouble.set(Optional.of(context.texts().get(key)));
  }
}
