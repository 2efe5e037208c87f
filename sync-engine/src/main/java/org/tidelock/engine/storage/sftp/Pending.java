package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// An answer that the server owes. Thread-safe.
final class Pending {
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final SftpChannel channel;
  private final int longest;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  Pending(SftpChannel channel, int longest) {
    this.channel = channel;
    this.longest = longest;
  }

  int longest() {
    return longest;
  }

  void complete(Answer a) {
    answer.complete(a);
  }

  void fail(IOException why) {
    answer.completeExceptionally(why);
  }

  /// Whether it need not be waited for.
  boolean isAnswered() {
    return answer.isDone();
  }

  /// Once the answer comes, if it does; on the connection's own thread, which must not wait.
  void whenAnswered(Consumer<Answer> then) {
    // Who fails to close what it opened has lost the connection, and with it what was open.
    CompletableFuture<Void> _ = answer.thenAccept(then);
  }

  /// Waits as long as the connection gets on.
  Answer await() throws IOException, InterruptedException {
    for (; ; ) {
      try {
        return answer.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        channel.giveUpIfStalled();
      } catch (ExecutionException e) {
        // The trouble came to another thread; it is this one's now.
        throw new IOException("the connection failed", e.getCause());
      }
    }
  }

  /// Waits for so long at most.
  Answer awaitFor(Duration longest) throws IOException, InterruptedException {
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("no answer", e);
    }
  }

  /// The same for what cannot be taken back: an interrupt waits until it is known how it ended.
  Answer awaitInAnyCase() throws IOException {
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          return await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
