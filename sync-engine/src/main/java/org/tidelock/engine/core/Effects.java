package org.tidelock.engine.core;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// What the ring touches of the world beside its disk, its storage and its index; handed in, so that a simulator can stand in for it.
///
/// @param io runs what waits for disk or storage; unbounded (the callers bound themselves), or `Runnable::run` for one thread
record Effects(SecureRandom random, InstantSource clock, Executor io) {}
