package org.tidelock.app.ui;

import java.util.List;
import java.util.Optional;
import org.tidelock.app.ui.NoticeRules.Saying;
import org.tidelock.app.ui.NoticeRules.What;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.Status;

/// What a notification says, and where a click on it leads. In discreet words there is no name of anything: neither of a file nor of a device, nor an address.
///
/// @param opens empty for the window as it is
record NoticeWords(String title, String body, Optional<Destination> opens) {
  /// @param isDiscreet whether others may read it
  record Writing(Texts texts, Formats formats, boolean isDiscreet) {}

  static NoticeWords of(Saying saying, Status status, Writing writing) {
    return switch (saying) {
      case Saying.Open(var kind, var issues) -> open(kind, issues, writing);
      case Saying.Received received -> received(received, writing);
      case Saying.Event(_, var what) -> event(what, status, writing);
    };
  }

  private static NoticeWords open(NoticeKind kind, List<Issue> issues, Writing writing) {
    var texts = writing.texts;
    long count = issues.size();
    var first = issues.getFirst();
    var opens =
        kind.page() == PageId.ISSUES
            ? new Destination(kind.page(), Optional.of(first.id()))
            : Destination.of(kind.page());
    if (kind == NoticeKind.CONFLICT) {
      return new NoticeWords(
          texts.get("notice.conflict", count),
          count > 1 || writing.isDiscreet
              ? texts.get("notice.conflict.body")
              : writing.formats.say(first.body()),
          Optional.of(opens));
    }
    if (count == 1 && !writing.isDiscreet) {
      return new NoticeWords(
          title(writing.formats.say(first.title())),
          writing.formats.say(first.body()),
          Optional.of(opens));
    }
    var title =
        switch (kind) {
          case DEVICE -> texts.get("notice.device");
          case STORAGE -> texts.get("notice.storage");
          default -> texts.get("notice.decision", count);
        };
    return new NoticeWords(title, texts.get("notice.look"), Optional.of(opens));
  }

  /// Some are whole sentences.
  private static String title(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  private static NoticeWords received(Saying.Received received, Writing writing) {
    var texts = writing.texts;
    boolean isNamed = received.files() == 1 && !received.device().isEmpty() && !writing.isDiscreet;
    var title =
        isNamed
            ? texts.get("notice.received.named", name(received.path()), received.device())
            : texts.get("notice.received", received.files());
    var opens =
        received.files() == 1
            ? new Destination(PageId.FILES, Optional.of(received.path()))
            : Destination.of(NoticeKind.RECEIVED.page());
    return new NoticeWords(title, "", Optional.of(opens));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static NoticeWords event(What what, Status status, Writing writing) {
    var texts = writing.texts;
    var words = StatusSentence.of(status, texts, writing.formats);
    return switch (what) {
      case FIRST_SYNC ->
          new NoticeWords(
              texts.get("notice.firstSync"),
              texts.get("status.counts", status.files(), writing.formats.size(status.bytes())),
              Optional.of(Destination.of(PageId.OVERVIEW)));
      case SYNCED ->
          new NoticeWords(
              words.sentence(),
              texts.get("status.counts", status.files(), writing.formats.size(status.bytes())),
              Optional.of(Destination.of(PageId.OVERVIEW)));
      case OFFLINE ->
          new NoticeWords(
              texts.get("notice.offline"),
              words.support(),
              Optional.of(Destination.of(PageId.OVERVIEW)));
      case ONLINE ->
          new NoticeWords(
              texts.get("notice.online"), "", Optional.of(Destination.of(PageId.OVERVIEW)));
    };
  }

  /// Its dialog, with more of it, is still open in the window.
  static NoticeWords of(RestoreReport report, Writing writing) {
    var texts = writing.texts;
    if (!(report.end() instanceof RestoreReport.End.Whole)) {
      return new NoticeWords(
          texts.get("notice.restored.part"), texts.get("notice.look"), Optional.empty());
    }
    var title =
        report.files() == 0 && report.folders() > 0
            ? texts.get("rewind.restored.folders", report.folders())
            : texts.get("rewind.restored", report.files());
    return new NoticeWords(title, "", Optional.empty());
  }
}
