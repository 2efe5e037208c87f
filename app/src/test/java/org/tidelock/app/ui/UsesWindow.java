package org.tidelock.app.ui;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A test that shows the window. There is one toolkit and one keyboard focus in a process, so such tests run one after the other; and a
/// machine on which no window can be shown says so.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("the window")
@ExtendWith(WindowNeeded.class)
@interface UsesWindow {}
