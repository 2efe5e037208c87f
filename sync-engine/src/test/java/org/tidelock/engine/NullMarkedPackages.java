package org.tidelock.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// The rule that NullAway relies on: it looks only at packages that say so.
public final class NullMarkedPackages {
  public static final ArchRule RULE =
      classes()
          .should(
              new ArchCondition<>("be in a package with a package-info that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(
                          type, marked, type.getName() + " is in a package without @NullMarked"));
                }
              })
          .because(
              "no null crosses a package's border unseen, and each package says what it is for");

  private NullMarkedPackages() {}
}
