package org.tidelock.engine;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.SOURCE;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/// Marks a test that shows what rows of the acceptance matrix say. docs/acceptance.md is made from these marks ([AcceptanceTest]).
@Retention(SOURCE)
@Target(METHOD)
public @interface Acceptance {
  /// Numbers of rows in `acceptance.txt`, as figures.
  int[] value();

  /// A system on which this is to be run on a real disk as well: it is simulated here.
  String needs() default "";
}
