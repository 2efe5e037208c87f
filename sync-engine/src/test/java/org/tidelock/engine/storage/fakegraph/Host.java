package org.tidelock.engine.storage.fakegraph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// One of Microsoft's hosts: a port of its own on this computer, so that what is sent to the wrong one is noticed.
abstract class Host implements AutoCloseable {
  static {
    // Else each answer waits 40 ms for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /// Dates in HTTP have no fractions.
  private static final Duration ROUNDING = Duration.ofMillis(1100);

  final World world;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  Host(World world) throws IOException {
    this.world = world;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  final void start() {
    server.start();
  }

  final int port() {
    return server.getAddress().getPort();
  }

  final int requests() {
    return requests.get();
  }

  /// Answers.
  abstract void serve(Talk talk) throws IOException;

  /// Whether the account's requests may be throttled here.
  abstract boolean isOfTheAccount();

  private void handle(HttpExchange exchange) throws IOException {
    Talk talk = new Talk(exchange);
    requests.incrementAndGet();
    try (exchange) {
      if (atOnce.incrementAndGet() > world.mostAtOnce)
        world.complain("more than " + world.mostAtOnce + " requests at once");
      // The JDK's server goes on with a head that broke off; every whole one has a host.
      if (talk.header("Host").isEmpty()) return;
      watch(talk);
      answer(talk);
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private void answer(Talk talk) throws IOException {
    try {
      if (!suffers(talk)) serve(talk);
    } catch (GraphError.Refused e) {
      talk.error(e.error());
    } catch (RuntimeException e) {
      world.complain("the fake broke at " + talk.line() + ": " + e);
      throw e;
    }
  }

  private void watch(Talk talk) {
    if (talk.header("User-Agent").isEmpty()) world.complain("no User-Agent: " + talk.line());
    if (talk.header("Transfer-Encoding").isPresent())
      world.complain("sent in chunks: " + talk.line());
    if (isOfTheAccount() && world.isThrottled())
      world.complain("a request while the account was to be left alone: " + talk.line());
  }

  /// @return whether all is said
  private boolean suffers(Talk talk) throws IOException {
    Optional<Fault> fault = world.faults.take(talk.line());
    if (fault.isEmpty()) return false;
    switch (fault.get()) {
      case Fault.CutBefore _ -> {
        return true;
      }
      case Fault.CutAfter after -> talk.suffer(after);
      case Fault.Truncated after -> talk.suffer(after);
      case Fault.DoneButError after -> talk.suffer(after);
      case Fault.Answer answer -> {
        talk.body();
        talk.answer(
            answer.status(),
            answer.contentType(),
            answer.body(),
            answer.headers().toArray(String[]::new));
        return true;
      }
      case Fault.Throttle throttle -> {
        talk.body();
        throttle(talk, throttle);
        return true;
      }
    }
    return false;
  }

  private void throttle(Talk talk, Fault.Throttle throttle) throws IOException {
    GraphError error =
        throttle.status() == 429
            ? GraphError.of(429, "activityLimitReached", "The request has been throttled")
                .because("throttledRequest")
            : GraphError.of(throttle.status(), "serviceNotAvailable", "The service is busy");
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            java.time.Instant.now().plus(throttle.time()).atOffset(ZoneOffset.UTC));
    // Before the answer: what comes right after it is to be noticed.
    switch (throttle.header()) {
      case ABSENT -> {}
      case SECONDS -> world.leaveAlone(throttle.time());
      case DATE -> world.leaveAlone(throttle.time().minus(ROUNDING));
    }
    talk.error(
        switch (throttle.header()) {
          case ABSENT -> error;
          case SECONDS -> error.with("Retry-After", "" + throttle.time().toSeconds());
          case DATE -> error.with("Retry-After", date);
        });
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
