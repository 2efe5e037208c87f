package org.tidelock.app.ui;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.app.notification.Notice.Weight;
import org.tidelock.engine.Issue;

/// What a notification can be about. Each kind can be turned on and off.
public enum NoticeKind {
  /// Work is held or has stopped until somebody decides, or the storage shows what it should not.
  DECISION(PageId.ISSUES, Weight.STAYS, true),
  CONFLICT(PageId.ISSUES, Weight.USUAL, true),
  DEVICE(PageId.DEVICES, Weight.USUAL, true),
  /// The storage is full, wants a sign-in, or otherwise keeps changes back until somebody does something about it.
  STORAGE(PageId.ISSUES, Weight.USUAL, true),
  /// The first sync, or a restore, is over.
  COMPLETION(PageId.OVERVIEW, Weight.USUAL, true),
  /// Files have come from other devices.
  RECEIVED(PageId.ACTIVITY, Weight.PASSING, false),
  /// Whatever there was is synced.
  SYNCED(PageId.OVERVIEW, Weight.PASSING, false),
  /// The storage cannot be reached for long, or is back.
  CONNECTION(PageId.OVERVIEW, Weight.PASSING, false);

  private static final String ABOUT_DEVICES = "DEV-";

  private final PageId page;
  private final Weight weight;
  private final boolean onAtFirst;

  NoticeKind(PageId page, Weight weight, boolean onAtFirst) {
    this.page = page;
    this.weight = weight;
    this.onAtFirst = onAtFirst;
  }

  /// Of an issue; empty for what is no reason to interrupt anybody: the page Issues has it.
  static Optional<NoticeKind> of(Issue issue) {
    if (issue.severity() == Issue.Severity.DECIDE) return Optional.of(DECISION);
    boolean needsYou = issue.severity() == Issue.Severity.ATTENTION;
    return switch (issue.kind()) {
      case HELD -> Optional.of(DECISION);
      case CONFLICT -> Optional.of(CONFLICT);
      case STORAGE -> Optional.of(STORAGE).filter(_ -> needsYou);
      case SAFETY ->
          needsYou
              ? Optional.of(DECISION)
              : Optional.of(DEVICE).filter(_ -> issue.code().startsWith(ABOUT_DEVICES));
      case CANNOT_SYNC -> Optional.empty();
    };
  }

  /// Those that can be seen on a page: the overview shows all of it.
  static Set<NoticeKind> on(PageId page) {
    return where(kind -> page == PageId.OVERVIEW || page == kind.page);
  }

  static Set<NoticeKind> where(Predicate<NoticeKind> wanted) {
    var all = EnumSet.noneOf(NoticeKind.class);
    Arrays.stream(values()).filter(wanted).forEach(all::add);
    return all;
  }

  /// Where more is to be seen.
  PageId page() {
    return page;
  }

  Weight weight() {
    return weight;
  }

  boolean onAtFirst() {
    return onAtFirst;
  }

  /// In settings, ids and keys of texts.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
