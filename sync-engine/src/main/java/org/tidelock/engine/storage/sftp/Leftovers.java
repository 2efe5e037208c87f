package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tidelock.engine.storage.StorageException.Permanent;

/// Removes temporary files of which nothing becomes any more.
final class Leftovers {
  /// As they are named here; whatever else a server lists there is not touched.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,64}(-[0-9a-f]{32})?");

  private final SftpChannel channel;
  private final Paths paths;
  private final String owner;
  private final Duration abandoned;

  /// @param abandoned after which a file of another owner is nobody's any more
  Leftovers(SftpChannel channel, Paths paths, String owner, Duration abandoned) {
    this.channel = channel;
    this.paths = paths;
    this.owner = owner;
    this.abandoned = abandoned;
  }

  /// @param fresh a name that nothing has
  void clear(String fresh, int most) throws IOException, Permanent, InterruptedException {
    List<Answer.Entry> there = entries(most);
    if (there.isEmpty()) return;
    Instant now = serverTime(paths.temporary(fresh));
    List<Pending> removals = new ArrayList<>();
    for (Answer.Entry e : there)
      if (isLeftover(e, now.minus(abandoned)))
        removals.add(channel.ask(Request.remove(paths.temporary(e.allegedName()))));
    for (Pending p : removals) {
      try {
        p.await().requireDone();
      } catch (Refusal e) {
        if (!e.isAbsence()) throw e;
      }
    }
  }

  private boolean isLeftover(Answer.Entry entry, Instant old) {
    if (!owner.isEmpty() && entry.allegedName().startsWith(owner + "-")) return true;
    return entry.attributes().modified().isBefore(old);
  }

  /// By the storage's own clock, which this computer's may be far from.
  private Instant serverTime(String fresh) throws IOException, InterruptedException {
    Pending opened =
        channel.ask(Request.open(fresh, Request.WRITE | Request.CREATE | Request.EXCLUSIVE));
    byte[] handle = opened.await().handle();
    channel.ask(Request.close(handle)).await().requireDone();
    Pending look = channel.ask(Request.look(fresh));
    Pending removed = channel.ask(Request.remove(fresh));
    Instant now = look.await().attributes().modified();
    removed.await().requireDone();
    return now;
  }

  private List<Answer.Entry> entries(int most) throws IOException, Permanent, InterruptedException {
    byte[] handle = channel.ask(Request.openFolder(paths.temporaries())).await().handle();
    try {
      List<Answer.Entry> found = new ArrayList<>();
      int seen = 0;
      for (; ; ) {
        List<Answer.Entry> some = channel.ask(Request.readFolder(handle)).await().entries();
        if (some.isEmpty()) return found;
        seen += some.size();
        if (seen > most)
          throw new Permanent("The storage lists more than " + most + " leftovers.", null);
        for (Answer.Entry e : some) if (NAME.matcher(e.allegedName()).matches()) found.add(e);
      }
    } finally {
      channel.ask(Request.close(handle));
    }
  }
}
