package org.tidelock.app.ui.activity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Activity.Kind;

/// Which activities are wanted.
///
/// @param device only changes made on it
/// @param text part of the path, in any case; empty for all
public record ActivityFilter(Group group, Optional<String> device, String text)
    implements Predicate<Activity> {
  public static final ActivityFilter NONE = new ActivityFilter(Group.ALL, Optional.empty(), "");

  public enum Group {
    ALL(EnumSet.allOf(Kind.class)),
    SENT(EnumSet.of(Kind.SENT)),
    RECEIVED(EnumSet.of(Kind.RECEIVED)),
    DELETED(EnumSet.of(Kind.DELETED)),
    /// Conflicts, moves that did not count, and checks that found something.
    PROBLEMS(EnumSet.of(Kind.CONFLICT, Kind.STAYED, Kind.CHECKED));

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final Set<Kind> kinds;

    Group(Set<Kind> kinds) {
      this.kinds = kinds;
    }
  }

  public ActivityFilter with(Group other) {
    return new ActivityFilter(other, device, text);
  }

  public ActivityFilter on(Optional<String> other) {
    return new ActivityFilter(group, other, text);
  }

  public ActivityFilter containing(String other) {
    return new ActivityFilter(group, device, other.strip());
  }

  public boolean narrows() {
    return !equals(NONE);
  }

  private static boolean isProblem(Activity activity) {
    return activity.kind() != Kind.CHECKED
        || !(activity.detail().isEmpty() || activity.detail().equals("0"));
  }

  @Override
  public boolean test(Activity activity) {
    return group.kinds.contains(activity.kind())
        && (group != Group.PROBLEMS || isProblem(activity))
        && device.map(activity.device()::equals).orElse(true)
        && (text.isEmpty()
            || activity.path().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }
}
