package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.app.notification.Notice;
import org.tidelock.app.notification.Notifier;

/// A desktop that shows everything until it is taken away, and that a test clicks on.
final class FakeNotifier implements Notifier {
  private final Map<String, Notice> shown = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();

  @Override
  public synchronized void show(Notice notice) {
    told.add(words(notice));
    shown.put(notice.subject(), notice);
  }

  @Override
  public synchronized void withdraw(String subject) {
    shown.remove(subject);
  }

  @Override
  public synchronized void close() {
    shown.clear();
  }

  private static String words(Notice notice) {
    return notice.subject() + " | " + notice.title() + " | " + notice.body();
  }

  /// What is there now.
  synchronized List<String> words() {
    return shown.values().stream().map(FakeNotifier::words).toList();
  }

  /// All that was ever said.
  synchronized List<String> told() {
    return List.copyOf(told);
  }

  /// A click on what was said of a subject.
  void click(String subject) {
    Notice notice;
    synchronized (this) {
      notice = shown.get(subject);
    }
    assertThat(notice).as(subject + " of " + words()).isNotNull();
    notice.chosen().run();
  }
}
