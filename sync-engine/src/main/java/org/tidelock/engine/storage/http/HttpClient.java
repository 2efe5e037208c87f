package org.tidelock.engine.storage.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.http.HttpException.Kind;

/// Sends requests to one server, one answer each, with nothing done behind the caller's back: no redirect is followed, nothing is sent twice (but a
/// request that only reads, when the server had closed a kept connection), no cookie or answer is kept. Each call has a thread of its own, so that an
/// interrupt of the caller ends it whatever it waits for. Thread-safe.
public final class HttpClient implements AutoCloseable {
  private static final String AGENT = "Tidelock";

  /// Servers close what is idle for five seconds (Apache, lighttpd) or later.
  private static final Duration KEPT = Duration.ofSeconds(4);

  private static final int MOST_KEPT = 8;

  /// How often a request under way is looked at.
  private static final Duration LOOK = Duration.ofMillis(500);

  private volatile boolean closed;
  private final OkHttpClient client;
  private final Security security;
  private final Bandwidth bandwidth;
  private final Limits limits;
  private final Proxies proxies;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tidelock-http-", 0).factory());

  /// Over a line without limits, and directly.
  public HttpClient(Security security, Limits limits) {
    this(security, limits, Bandwidth.UNLIMITED, Proxies.NONE);
  }

  /// @param proxies by which servers are reached
  public HttpClient(Security security, Limits limits, Bandwidth bandwidth, Proxies proxies) {
    this.proxies = proxies;
    this.bandwidth = bandwidth;
    this.security = security;
    this.limits = limits;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .socketFactory(new PromptSockets())
            .protocols(List.of(Protocol.HTTP_1_1)) // decision 0166
            .cookieJar(CookieJar.NO_COOKIES)
            .cache(null)
            .connectionPool(new ConnectionPool(MOST_KEPT, KEPT.toMillis(), TimeUnit.MILLISECONDS))
            .connectTimeout(limits.connect())
            .readTimeout(limits.idle())
            .writeTimeout(limits.idle())
            .callTimeout(Duration.ZERO)
            .eventListenerFactory(HttpClient::connections)
            .addNetworkInterceptor(this::depart);
    security.applyTo(builder);
    proxies.applyTo(builder);
    client = builder.build();
  }

  /// Reads an answer. What it throws is what the call throws.
  @FunctionalInterface
  public interface Reading<T> {
    T read(HttpAnswer answer) throws IOException, StorageException;
  }

  /// Sends a request, and has its answer read on another thread; no such thread works on the request's bytes any more when this returns.
  ///
  /// @return what was read. If the caller was interrupted when a request that changes something could not be taken back any more, its thread is
  ///     interrupted still
  /// @throws HttpException if there is no answer that can be used
  /// @throws InterruptedException if a request that changes something was taken back before the server had all of it, or has not answered in time
  public <T> T call(HttpRequest request, Reading<T> reading)
      throws HttpException, StorageException, InterruptedException {
    try {
      return once(request, reading);
    } catch (ClosedWhileKept e) {
      return again(request, reading);
    }
  }

  private <T> T again(HttpRequest request, Reading<T> reading)
      throws HttpException, StorageException, InterruptedException {
    client.connectionPool().evictAll();
    try {
      return once(request, reading);
    } catch (ClosedWhileKept e) {
      throw e.said;
    }
  }

  private <T> T once(HttpRequest request, Reading<T> reading)
      throws HttpException, StorageException, InterruptedException, ClosedWhileKept {
    if (Thread.interrupted()) throw new InterruptedException();
    requireOpen();
    Flight flight = new Flight(limits);
    Call call = client.newCall(built(request, flight, bandwidth));
    FutureTask<T> work = new FutureTask<>(() -> carryOut(call, flight, reading));
    threads.execute(work);
    return new Waiting<>(request, call, flight, work).run();
  }

  private void requireOpen() throws HttpException {
    if (closed) throw new HttpException(Kind.UNREACHABLE, "The storage was closed.", null);
  }

  private static Request built(HttpRequest request, Flight flight, Bandwidth bandwidth)
      throws HttpException {
    HttpUrl url = HttpUrl.get(request.uri());
    if (url == null)
      throw new HttpException(Kind.UNUSABLE, "This is no address of a server.", null);
    Headers.Builder headers = new Headers.Builder();
    headers.set("User-Agent", AGENT);
    headers.set("Accept-Encoding", "identity");
    for (int i = 0; i < request.headers().size(); i += 2)
      headers.set(request.headers().get(i), request.headers().get(i + 1));
    @Nullable SendingBody body =
        request
            .body()
            .map(bytes -> new SendingBody(bytes, request.extent(), flight, bandwidth))
            .orElse(null);
    return new Request.Builder()
        .url(url)
        .headers(headers.build())
        .method(request.method(), body)
        .tag(Flight.class, flight)
        .build();
  }

  private static EventListener connections(Call call) {
    return new EventListener() {
      @Override
      public void connectStart(Call made, InetSocketAddress address, Proxy proxy) {
        flight(made.request()).connects();
      }
    };
  }

  private static Flight flight(Request request) {
    Flight flight = request.tag(Flight.class);
    if (flight == null) throw new IllegalStateException("a request without a flight");
    return flight;
  }

  /// On a connection that is there, right before the first byte goes out: what comes to here later than [#close] is not sent, what came before is cut off by it.
  private Response depart(Interceptor.Chain chain) throws IOException {
    requireOpen();
    Request request = chain.request();
    Flight flight = flight(request);
    boolean changes = HttpRequest.changes(request.method());
    boolean isWholeAtOnce = request.body() == null || request.body().contentLength() == 0;
    if (changes && isWholeAtOnce && !flight.commit())
      throw new HttpException(Kind.WITHDRAWN, "The request was taken back.", null);
    flight.begins();
    if (isWholeAtOnce) flight.sent();
    return unhurried(chain.proceed(proxies.known(request)));
  }

  /// At "503, again at once" OkHttp would ask again by itself.
  private static Response unhurried(Response response) {
    boolean hurries = response.code() == 503 && "0".equals(response.header("Retry-After"));
    return hurries ? response.newBuilder().removeHeader("Retry-After").build() : response;
  }

  private <T> T carryOut(Call call, Flight flight, Reading<T> reading)
      throws IOException, StorageException {
    try (Response response = call.execute()) {
      flight.answered();
      return reading.read(new HttpAnswer(response, counted(response, flight, bandwidth)));
    }
  }

  private static InputStream counted(Response response, Flight flight, Bandwidth bandwidth) {
    return new FilterInputStream(response.body().byteStream()) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) flight.moved(1);
        return b;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n <= 0) return n;
        flight.moved(n);
        try {
          bandwidth.receive(n);
        } catch (InterruptedException e) {
          throw new InterruptedIOException("interrupted while the line was in use");
        }
        return n;
      }
    };
  }

  /// The caller's side of a call.
  private final class Waiting<T> {
    private final HttpRequest request;
    private final Call call;
    private final Flight flight;
    private final FutureTask<T> work;
    private boolean interrupted;
    private boolean stalled;
    private long graceEnd;

    Waiting(HttpRequest request, Call call, Flight flight, FutureTask<T> work) {
      this.request = request;
      this.call = call;
      this.flight = flight;
      this.work = work;
    }

    T run() throws HttpException, StorageException, InterruptedException, ClosedWhileKept {
      while (true) {
        try {
          T result = work.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
          if (interrupted) Thread.currentThread().interrupt();
          return result;
        } catch (TimeoutException e) {
          look();
        } catch (InterruptedException e) {
          interrupted();
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    }

    private void look() {
      if (flight.isStalled()) {
        stalled = true;
        call.cancel();
      }
      if (interrupted && System.nanoTime() - graceEnd > 0) call.cancel();
    }

    private void interrupted() {
      if (interrupted) return;
      interrupted = true;
      graceEnd = System.nanoTime() + limits.grace().toNanos();
      if (!request.changes() || flight.withdraw()) call.cancel();
    }

    /// @return what to throw
    private HttpException failure(@Nullable Throwable cause)
        throws StorageException, InterruptedException, ClosedWhileKept {
      if (cause instanceof StorageException said) {
        if (interrupted) Thread.currentThread().interrupt();
        throw said;
      }
      if (cause instanceof RuntimeException bug) throw bug;
      if (cause instanceof Error error) throw error;
      if (!(cause instanceof IOException e)) throw new IllegalStateException(cause);
      if (interrupted) throw new InterruptedException();
      HttpException said =
          stalled
              ? stall(e)
              : HttpTroubles.explained(
                  e, flight.hasBegun(), security, proxies.isUsedFor(request.uri()));
      boolean wasClosed = flight.isOnKeptConnection() && !flight.isAnswered();
      if (said.kind() == Kind.LOST && !request.changes() && wasClosed)
        throw new ClosedWhileKept(said);
      return said;
    }

    private HttpException stall(IOException e) {
      return new HttpException(
          flight.hasBegun() ? Kind.LOST : Kind.UNREACHABLE,
          "The connection to the server stands still.",
          e);
    }
  }

  /// The server had closed the connection before the request came: nothing of an answer came back.
  private static final class ClosedWhileKept extends Exception {
    private static final long serialVersionUID = 1L;
    private final HttpException said;

    ClosedWhileKept(HttpException said) {
      super(said);
      this.said = said;
    }
  }

  /// One of several things to do at once.
  @FunctionalInterface
  public interface Task<T> {
    T run() throws StorageException, InterruptedException;
  }

  /// Does several things, so many at once; returns what they return, in their order, or throws what the first one throws that fails.
  public <T> List<T> together(List<? extends Task<T>> tasks, int atOnce)
      throws StorageException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    Semaphore free = new Semaphore(atOnce);
    List<FutureTask<T>> begun = new ArrayList<>();
    try {
      for (Task<T> task : tasks) {
        FutureTask<T> work = new FutureTask<>(() -> one(task, free));
        begun.add(work);
        threads.execute(work);
      }
      List<T> results = new ArrayList<>();
      for (FutureTask<T> work : begun) results.add(result(work));
      return results;
    } finally {
      for (FutureTask<T> work : begun) work.cancel(true);
    }
  }

  /// Does several things as far as it goes in so much time: what fails or takes longer is left.
  public void attempt(List<? extends Task<Boolean>> tasks, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    List<FutureTask<Boolean>> begun = new ArrayList<>();
    for (Task<Boolean> task : tasks) {
      FutureTask<Boolean> work = new FutureTask<>(task::run);
      begun.add(work);
      threads.execute(work);
    }
    for (FutureTask<Boolean> work : begun) {
      try {
        work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        work.cancel(true);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        begun.forEach(each -> each.cancel(true));
        return;
      }
    }
  }

  private static <T> T one(Task<T> task, Semaphore free)
      throws StorageException, InterruptedException {
    free.acquire();
    try {
      return task.run();
    } finally {
      free.release();
    }
  }

  private static <T> T result(FutureTask<T> work) throws StorageException, InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException said) throw said;
      if (e.getCause() instanceof RuntimeException bug) throw bug;
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Ends what is under way. Nothing is sent afterwards: whoever has this client still has credentials that may be void, or somebody else's by now.
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
