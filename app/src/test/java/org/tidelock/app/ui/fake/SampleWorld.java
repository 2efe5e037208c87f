package org.tidelock.app.ui.fake;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Activity.Kind;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastEntry.Since;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.Progress;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.Setback;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Sight;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.phrase.Todo;

/// Mira's vault as the design draws it: 12,408 files, three devices, a Tuesday in November at 14:33.
public final class SampleWorld {
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T14:33:00Z"), ZoneOffset.UTC);
  public static final Path FOLDER = Path.of("/home/mira/Tidelock");
  public static final long FILES = 12_408;
  public static final long BYTES = 184_000_000_000L;

  private static final Instant NOW = CLOCK.instant();
  private static final String THINKPAD = "Mira’s ThinkPad";

  private SampleWorld() {}

  public static FakeVault vault() {
    var info =
        new VaultInfo(
            "7f3a91c4",
            "Mira’s vault",
            THINKPAD,
            FOLDER,
            "file:///mnt/attic/vault",
            VaultInfo.StorageKind.FOLDER,
            NOW.minus(Duration.ofDays(115)),
            true);
    var vault =
        FakeVault.empty(info, CLOCK)
            .with(files(), activities(), devices(), providerView())
            .withVersions(versions());
    vault.become(upToDate());
    return vault;
  }

  public static Status upToDate() {
    return status(State.UP_TO_DATE, 0, 0, Optional.empty(), Optional.empty(), List.of());
  }

  public static Status checking() {
    return status(State.CHECKING, 0, 0, Optional.empty(), Optional.empty(), List.of());
  }

  public static Status syncing() {
    return syncing(0);
  }

  /// @param earlier how many bytes of the first file were still missing, for a moment before
  public static Status syncing(long earlier) {
    var transfers =
        List.of(
            new Progress.Transfer(
                "Studio/Kestrel House/Site survey 0412.mp4",
                Progress.Direction.SENDING,
                612_000_000 - earlier,
                840_000_000),
            new Progress.Transfer(
                "Studio/Kestrel House/Elevations v7.psd",
                Progress.Direction.SENDING,
                96_000_000 - earlier / 2,
                310_000_000),
            new Progress.Transfer(
                "Documents/Invoices/Invoice 2026-119.xlsx",
                Progress.Direction.RECEIVING,
                0,
                81_000));
    var progress =
        new Progress(
            Progress.Phase.SENDING,
            38,
            214,
            1_100_000_000,
            1_700_000_000,
            4_800_000,
            120_000,
            Optional.of(Duration.ofSeconds(180)),
            transfers);
    return status(
        State.SYNCING, 176, 600_000_000, Optional.empty(), Optional.of(progress), List.of());
  }

  /// A fifth of the way.
  public static Status restoring() {
    var progress =
        new Progress(
            Progress.Phase.RECEIVING,
            38,
            200,
            9_300_000,
            49_000_000,
            0,
            4_800_000,
            Optional.empty(),
            List.of());
    return status(State.SYNCING, 0, 0, Optional.empty(), Optional.of(progress), List.of());
  }

  public static Status paused() {
    return status(
        State.PAUSED,
        14,
        41_000_000,
        Optional.of(Instant.parse("2026-11-24T16:00:00Z")),
        Optional.empty(),
        List.of());
  }

  public static Status offline() {
    return status(State.OFFLINE, 3, 41_000_000, Optional.empty(), Optional.empty(), List.of());
  }

  public static Status attention() {
    return status(State.ATTENTION, 0, 0, Optional.empty(), Optional.empty(), issues());
  }

  /// The storage wants another password, or shows another key.
  public static Status signInNeeded(String code) {
    var issue =
        new Issue(
            "failure",
            Issue.Severity.ATTENTION,
            Issue.Kind.STORAGE,
            code,
            Title.STORAGE_SIGN_IN.of(),
            Happened.STORAGE_SIGN_IN
                .of("The server refuses the user name or the password (401).")
                .and(Safe.KEPT_HERE.of().and(Todo.STORAGE_PASSWORD.of())),
            Optional.empty(),
            NOW);
    return status(State.ATTENTION, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  /// Devices were removed at the same time, and no key is left that none of them has.
  public static Status keyWanting() {
    return troubled(
        State.ATTENTION,
        Issue.Severity.ATTENTION,
        Issue.KEY_WANTING,
        Happened.NO_KEY.of(),
        Safe.SENT_LATER.of().and(Todo.NEW_KEY.of()));
  }

  /// The last test of the recovery kit is long ago.
  public static Status kitNotTested() {
    return troubled(
        State.UP_TO_DATE,
        Issue.Severity.INFO,
        Issue.KIT_NOT_TESTED,
        Title.KIT_NOT_TRIED.of(),
        Body.TRY_THE_KIT.of());
  }

  /// The last round has ended by a mistake of the program.
  public static Status unexpected() {
    return troubled(
        State.ATTENTION,
        Issue.Severity.ATTENTION,
        "APP-99",
        Happened.UNEXPECTED.of(),
        Safe.SENT_LATER.of());
  }

  /// This device was removed, on another one.
  public static Status removedHere() {
    return troubled(
        State.STOPPED,
        Issue.Severity.DECIDE,
        Issue.DEVICE_REMOVED,
        Happened.DEVICE_REMOVED.of(NOW.minusSeconds(600)),
        Safe.FILES_STAY_HERE.of().and(Todo.JOIN_AGAIN.of()));
  }

  private static Status troubled(
      State state, Issue.Severity severity, String code, Said title, Said body) {
    var issue =
        new Issue("failure", severity, Issue.Kind.SAFETY, code, title, body, Optional.empty(), NOW);
    return status(state, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  /// A second copy, complete half an hour ago.
  public static Mirror copy(Mirror.Waiting waiting) {
    return new Mirror(
        "webdav+https://mira@cloud.example/remote.php/dav/files/mira/Tidelock copy",
        CLOCK.instant().minus(Duration.ofDays(40)),
        Optional.of(CLOCK.instant().minus(Duration.ofMinutes(34))),
        Optional.empty(),
        Optional.of(waiting));
  }

  /// A third of the way.
  public static Progress copying() {
    return new Progress(
        Progress.Phase.SENDING,
        73,
        214,
        281_000_000,
        840_000_000,
        0,
        2_400_000,
        Optional.of(Duration.ofMinutes(4)),
        List.of());
  }

  public static VerifyReport.Finding[] copyFindings() {
    return new VerifyReport.Finding[] {
      new VerifyReport.Finding(
          ErrorCode.INTEGRITY,
          "packs/5f/5f0c2a9be1",
          "It is not what was written.",
          List.of("Documents/Tax 2019.zip")),
      new VerifyReport.Finding(
          ErrorCode.ROLLBACK, "log/3a91/0000000000000412", "It is not there.", List.of())
    };
  }

  /// A folder that has most of the vault already.
  public static void beforeFirstSync(FakeVault vault) {
    var none = new SyncPreview.Part(0, 0, List.of());
    vault.next(
        new SyncPreview(
            new SyncPreview.Part(
                3,
                1_200_000,
                List.of(
                    "Documents/Letters/To the harbour master.docx",
                    "Documents/Packing list.md",
                    "Photos/2026/IMG_0412.jpg")),
            new SyncPreview.Part(
                11_461,
                180_800_000_000L,
                List.of(
                    "Studio/Kestrel House/Site survey 0412.mp4", "Studio/Templates/Letter.dotx")),
            none,
            none,
            new SyncPreview.Part(
                7,
                9_000_000,
                List.of("Documents/Budget 2027.xlsx", "Documents/Invoices/Invoice 2026-119.xlsx")),
            new SyncPreview.Part(2, 0, List.of("Documents/~$Budget.xlsx", "Photos/current"))));
  }

  /// What a vault of the folder of the design begins with.
  public static SyncPreview toSend() {
    var none = new SyncPreview.Part(0, 0, List.of());
    return new SyncPreview(
        new SyncPreview.Part(
            FILES, BYTES, List.of("Documents/Budget 2027.xlsx", "Documents/Packing list.md")),
        none,
        none,
        none,
        none,
        new SyncPreview.Part(
            3, 0, List.of("Documents/~$Budget.xlsx", "Photos/current", "Studio/render.part")));
  }

  /// Rules, a folder that lies elsewhere, and one that waits.
  public static FakeVault ruled() {
    var vault = vault();
    vault.placed(
        List.of(
            new PlacedFolder("Pictures", Path.of("/home/mira/Pictures"), PlacedFolder.State.SYNCED),
            new PlacedFolder("Music", Path.of("/home/mira/Music"), PlacedFolder.State.GONE)));
    vault.rules(List.of("*.tmp", "~$*"), List.of("node_modules/", "Renders/cache/"));
    return vault;
  }

  /// Two batches, of which the first can be undone but for one file.
  public static void undoable(FakeVault vault) {
    var none = new UndoReport.Items(0, 0, List.of());
    vault.undoable(
        List.of(
            new ChangeBatch(
                "abcd-7",
                "Studio-PC",
                false,
                NOW.minusSeconds(1_500),
                NOW.minusSeconds(1_480),
                0,
                2,
                0,
                14,
                "Invoices"),
            new ChangeBatch(
                "0123-1", "Laptop", true, NOW.minusSeconds(90_000), NOW, 3, 0, 1, 0, "")),
        new UndoReport(
            new UndoReport.Items(
                14, 5_000_000, List.of("Invoices/a.pdf", "Invoices/b.pdf", "Invoices/c.pdf", "d")),
            none,
            new UndoReport.Items(2, 2_000, List.of("Invoices/x.txt", "Invoices/y.txt")),
            none,
            new UndoReport.Items(1, 7, List.of("Invoices/z.txt"))));
  }

  /// Four weeks of changes, of which the last but some look like ransomware, and Documents as it was before that.
  public static void rewound(FakeVault vault) {
    var random = new Random(11);
    var batches = new ArrayList<ChangeBatch>();
    String[] folders = {"Documents/Invoices", "Studio/Kestrel House", "Photos/2026", "Documents"};
    String[] devices = {THINKPAD, "Studio iMac", "Attic NAS"};
    for (int hour = 20; hour < 28 * 24; hour += 5 + random.nextInt(12)) {
      var device = devices[random.nextInt(3)];
      var at = NOW.minus(Duration.ofHours(hour)).minusSeconds(random.nextInt(3_000));
      batches.add(
          new ChangeBatch(
              "a" + hour + "-1",
              device,
              device.equals(THINKPAD),
              at,
              at.plusSeconds(40),
              random.nextInt(30),
              1 + random.nextInt(40),
              random.nextInt(4),
              random.nextInt(6),
              folders[random.nextInt(4)]));
    }
    var burst = Instant.parse("2026-11-24T02:14:00Z");
    batches.addFirst(
        new ChangeBatch(
            "b7-3",
            "Studio iMac",
            false,
            burst,
            burst.plusSeconds(55),
            1,
            188,
            0,
            12,
            "Documents"));
    var none = new UndoReport.Items(0, 0, List.of());
    vault.undoable(
        batches,
        new UndoReport(
            new UndoReport.Items(12, 5_000_000, List.of("Documents/Letters/Old drafts.docx")),
            new UndoReport.Items(1, 2_000, List.of("Documents/READ ME TO RECOVER.txt")),
            new UndoReport.Items(
                188,
                44_000_000,
                List.of("Documents/Invoices/Invoice 2026-101.xlsx", "x", "y", "z")),
            none,
            new UndoReport.Items(2, 7, List.of("Documents/Reading list.md", "Documents/x"))));
    vault.past().is(pastEntries());
    vault
        .past()
        .foresee(
            new RestorePreview(
                new RestorePreview.Items(12, 5_000_000, List.of()),
                new RestorePreview.Items(188, 44_000_000, List.of()),
                new RestorePreview.Items(0, 0, List.of()),
                new RestorePreview.Items(1_024, 900_000_000, List.of()),
                new RestorePreview.Items(0, 0, List.of()),
                3,
                212_000_000_000L));
  }

  private static List<PastEntry> pastEntries() {
    var all = new ArrayList<PastEntry>();
    for (var entry : files()) {
      if (entry.deleted().isEmpty()) {
        var same =
            entry(
                entry.path(),
                entry.type(),
                entry.size(),
                "2026-11-12T09:00:00Z",
                entry.device(),
                Local.STORED);
        all.add(new PastEntry(same, Since.SAME, Optional.of(same)));
      }
    }
    for (int i = 101; i < 117; i++) {
      var path = "Documents/Invoices/Invoice 2026-" + i + ".xlsx";
      var was =
          entry(path, Type.FILE, 80_000 + i * 10, "2026-11-17T16:40:00Z", THINKPAD, Local.STORED);
      var is = entry(path, Type.FILE, 81_000, "2026-11-24T02:14:00Z", "Studio iMac", Local.STORED);
      all.add(new PastEntry(was, Since.CHANGED, Optional.of(is)));
    }
    all.add(
        new PastEntry(
            entry(
                "Documents/Invoices/Old list.xlsx",
                Type.FILE,
                12_000,
                "2026-09-02T10:20:00Z",
                "Studio iMac",
                Local.STORED),
            Since.GONE,
            Optional.empty()));
    var letter =
        entry(
            "Documents/Invoices/Planning letter.docx",
            Type.FILE,
            96_000,
            "2026-11-19T10:20:00Z",
            THINKPAD,
            Local.STORED);
    all.add(
        new PastEntry(
            letter,
            Since.MOVED,
            Optional.of(
                entry(
                    "Studio/Kestrel House/Planning letter.docx",
                    Type.FILE,
                    96_000,
                    "2026-11-19T10:20:00Z",
                    THINKPAD,
                    Local.STORED))));
    var note =
        entry(
            "Documents/Invoices/READ ME TO RECOVER.txt",
            Type.FILE,
            2_000,
            "2026-11-24T02:14:00Z",
            "Studio iMac",
            Local.STORED);
    all.add(new PastEntry(note, Since.LATER, Optional.of(note)));
    return all;
  }

  /// Very many files wait.
  public static Status held(FakeVault vault, Hold.Kind kind, int count) {
    var hold = new Hold("1", kind, "Documents", count, 31_200_000_000L, NOW.minusSeconds(1_500));
    var files = new ArrayList<String>();
    String[] folders = {"Invoices", "Letters", "Contracts", "Invoices", "Invoices"};
    for (int i = 0; i < count; i++) {
      files.add("Documents/" + folders[i % folders.length] + "/2026-" + i + ".pdf");
    }
    vault.holds(hold, files);
    var title =
        switch (kind) {
          case DELETE_EVERYWHERE -> Title.DELETION_HELD;
          case REMOVE_HERE -> Title.REMOVAL_HELD;
          case REWRITE_EVERYWHERE -> Title.REWRITE_HELD;
          case REWRITE_HERE -> Title.REPLACEMENT_HELD;
        };
    var body =
        switch (kind) {
          case DELETE_EVERYWHERE -> Body.DELETION_HELD;
          case REMOVE_HERE -> Body.REMOVAL_HELD;
          case REWRITE_EVERYWHERE -> Body.REWRITE_HELD;
          case REWRITE_HERE -> Body.REPLACEMENT_HELD;
        };
    var issue =
        new Issue(
            Hold.issue("1"),
            Issue.Severity.DECIDE,
            Issue.Kind.HELD,
            "SYN-02",
            title.of(count),
            body.of(1),
            Optional.empty(),
            NOW.minusSeconds(1_500));
    return status(State.ATTENTION, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  /// A file was changed here and on another device.
  public static Status conflict(FakeVault vault, int sides) {
    var all = new ArrayList<OpenConflict.Side>();
    for (int i = 0; i < sides; i++) {
      all.add(
          new OpenConflict.Side(
              i == 0
                  ? "Documents/Budget.xlsx"
                  : "Documents/Budget (Tablet " + i + ", 2026-06-03, a1b" + i + ").xlsx",
              i == 0 ? "Laptop" : "Tablet " + i,
              i == 0,
              NOW.minusSeconds(1_500 + 420 * i),
              208_000 + 4_000 * i));
    }
    vault.conflicts(List.of(new OpenConflict("Documents/Budget.xlsx", all)));
    var issue =
        new Issue(
            "conflict:00",
            Issue.Severity.INFO,
            Issue.Kind.CONFLICT,
            "SYN-01",
            Title.CHANGED_ON_TWO.of(),
            Body.BOTH_KEPT.of("Documents/Budget.xlsx", "Tablet 1"),
            Optional.of(all.getLast().path()),
            NOW.minusSeconds(1_500));
    return status(State.UP_TO_DATE, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  public static Status stopped() {
    var issue =
        new Issue(
            "folder",
            Issue.Severity.DECIDE,
            Issue.Kind.SAFETY,
            "LOC-01",
            Happened.FOLDER_GONE.of(FOLDER),
            Safe.NOTHING_DELETED.of().and(Todo.CONNECT_DRIVE.of()),
            Optional.empty(),
            NOW.minusSeconds(1_500));
    return status(State.STOPPED, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  /// The storage was set back by five days.
  public static Status wentBack(FakeVault vault) {
    vault.setback(
        new Setback(
            OptionalLong.of(253),
            Optional.of(Instant.parse("2026-11-19T22:10:00Z")),
            Instant.parse("2026-11-24T11:40:00Z")));
    var object = "log/3a91c04be27d44f1a8e6d95b7720cc18/0000000000000412";
    return stoppedBy(
        ErrorCode.ROLLBACK,
        object,
        Happened.OLDER_STATE.of(object),
        Safe.NOTHING_RECEIVED.of().and(Todo.NEWER_STATE_BACK.of()));
  }

  /// A device was copied, or somebody has its keys.
  public static Status forked() {
    var object = "log/3a91c04be27d44f1a8e6d95b7720cc18/0000000000000412";
    return stoppedBy(
        ErrorCode.FORK,
        object,
        Happened.OTHER_SEGMENT_THAN_SEEN.of(object),
        Safe.NOTHING_UNVERIFIED_USED.of().and(Todo.COMPARE_FINGERPRINT.of()));
  }

  /// The storage is empty.
  public static Status vaultGone() {
    return stoppedBy(
        ErrorCode.IDENTITY,
        "vault",
        Happened.VAULT_GONE.of(),
        Safe.NOTHING_HERE_CHANGED.of().and(Todo.RIGHT_STORAGE.of()));
  }

  private static Status stoppedBy(ErrorCode code, String object, Said title, Said body) {
    var issue =
        new Issue(
            "stop",
            Issue.Severity.DECIDE,
            Issue.Kind.SAFETY,
            code.name(),
            title,
            body,
            Optional.of(object),
            NOW.minusSeconds(1_500));
    return status(State.STOPPED, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  /// 214 files wait.
  public static Status storageFull() {
    var issue =
        new Issue(
            "failure",
            Issue.Severity.ATTENTION,
            Issue.Kind.STORAGE,
            "STO-01",
            Title.STORAGE_FULL.of(),
            Happened.STORAGE_FULL
                .of("There is no more room in /mnt/attic/vault.")
                .and(Safe.SENT_WHEN_THERE_IS_ROOM.of().and(Todo.ROOM_IN_STORAGE.of())),
            Optional.empty(),
            NOW.minusSeconds(400));
    return status(
        State.ATTENTION, 214, 1_700_000_000, Optional.empty(), Optional.empty(), List.of(issue));
  }

  public static Status unreadable(String path) {
    var issue =
        new Issue(
            "scan:" + path,
            Issue.Severity.ATTENTION,
            Issue.Kind.CANNOT_SYNC,
            "LOC-04",
            Title.NO_PERMISSION.of(),
            Body.NOT_LET_READ.of(),
            Optional.of(path),
            NOW.minusSeconds(1_680));
    return status(State.ATTENTION, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  public static TidelockException notRecognised() {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        Happened.FOLDER_NOT_RECOGNISED.of(3, FILES, FOLDER),
        Safe.NOTHING_DELETED.of(),
        Todo.PUT_BACK_OR_BRING_BACK.of());
  }

  /// Somebody asked what `.tidelock` is, and deleted it.
  public static Status unmarked() {
    var issue =
        new Issue(
            "folder",
            Issue.Severity.DECIDE,
            Issue.Kind.SAFETY,
            "LOC-15",
            Happened.MARKER_GONE.of(FOLDER.resolve(".tidelock/root")),
            Safe.NOTHING_DELETED.of().and(Todo.USE_AGAIN_OR_CONNECT.of()),
            Optional.empty(),
            NOW.minusSeconds(1_500));
    return status(State.STOPPED, 0, 0, Optional.empty(), Optional.empty(), List.of(issue));
  }

  public static List<Issue> issues() {
    return List.of(
        new Issue(
            "scan:budget",
            Issue.Severity.ATTENTION,
            Issue.Kind.CANNOT_SYNC,
            "LOC-04",
            Title.NO_PERMISSION.of(),
            Body.NOT_LET_READ.of(),
            Optional.of("Studio/Kestrel House/Budget 2027.xlsx"),
            NOW.minusSeconds(1_680)),
        new Issue(
            "changing:mail",
            Issue.Severity.ATTENTION,
            Issue.Kind.CANNOT_SYNC,
            "SYN-03",
            Title.KEEPS_CHANGING.of(),
            Body.SENT_WHEN_STILL.of(),
            Optional.of("Documents/Mail/Archive.pst"),
            NOW.minusSeconds(900)),
        new Issue(
            "device:d3",
            Issue.Severity.INFO,
            Issue.Kind.SAFETY,
            "DEV-04",
            Title.DEVICE_ADDED.of("Attic NAS"),
            Body.IF_NOT_YOURS.of(),
            Optional.empty(),
            NOW.minus(Duration.ofDays(2))),
        new Issue(
            "kit",
            Issue.Severity.INFO,
            Issue.Kind.SAFETY,
            "KEY-06",
            Title.KIT_NOT_CONFIRMED.of(),
            Body.SAVE_AND_CONFIRM.of(),
            Optional.empty(),
            NOW.minus(Duration.ofDays(3))));
  }

  private static Status status(
      State state,
      long waiting,
      long waitingBytes,
      Optional<Instant> until,
      Optional<Progress> progress,
      List<Issue> issues) {
    return new Status(
        state,
        FILES,
        BYTES,
        412,
        waiting,
        waitingBytes,
        Optional.of(NOW.minusSeconds(130)),
        Optional.of(Instant.parse("2026-11-24T14:31:00Z")),
        until,
        progress,
        issues);
  }

  public static List<DeviceInfo> devices() {
    return List.of(
        new DeviceInfo(
            "d1",
            THINKPAD,
            true,
            days(115),
            Optional.of(NOW),
            "granite clover lantern tundra violet basket",
            Optional.empty()),
        new DeviceInfo(
            "d2",
            "Studio iMac",
            false,
            days(114),
            Optional.of(NOW.minusSeconds(240)),
            "cobalt meadow rocket silver anchor puzzle",
            Optional.empty()),
        new DeviceInfo(
            "d3",
            "Attic NAS",
            false,
            days(60),
            Optional.of(NOW.minusSeconds(60)),
            "maple orbit canyon willow ember pilot",
            Optional.empty()));
  }

  /// With one more, which was removed.
  public static List<DeviceInfo> devicesAndOneRemoved() {
    var all = new ArrayList<>(devices());
    all.add(
        new DeviceInfo(
            "d4",
            "Old Latitude",
            false,
            days(110),
            Optional.of(days(30)),
            "velvet puzzle onion harbor silver meadow",
            Optional.of(days(29))));
    return all;
  }

  public static List<DeviceInfo> devicesAndThisOneRemoved() {
    return without(0);
  }

  public static List<DeviceInfo> devicesWithoutNas() {
    return without(2);
  }

  /// One of them was removed ten minutes ago.
  private static List<DeviceInfo> without(int index) {
    var all = new ArrayList<>(devices());
    var out = all.remove(index);
    all.add(
        new DeviceInfo(
            out.id(),
            out.name(),
            out.thisDevice(),
            out.added(),
            out.lastSeen(),
            out.fingerprint(),
            Optional.of(NOW.minusSeconds(600))));
    return all;
  }

  private static Instant days(int ago) {
    return NOW.minus(Duration.ofDays(ago));
  }

  public static List<Activity> activities() {
    return List.of(
        activity(
            9,
            120,
            Kind.SENT,
            "Studio/Kestrel House/Kestrel House plans.pdf",
            THINKPAD,
            18_400_000,
            ""),
        activity(
            8,
            540,
            Kind.RECEIVED,
            "Documents/Invoices/Invoice 2026-118.xlsx",
            "Studio iMac",
            84_000,
            ""),
        activity(
            7,
            1_680,
            Kind.CONFLICT,
            "Studio/Kestrel House/Budget 2027.xlsx",
            "Studio iMac",
            212_000,
            ""),
        activity(
            6,
            3_060,
            Kind.RENAMED,
            "Documents/Reading list.md",
            "Attic NAS",
            6_000,
            "Documents/Books.md"),
        activity(
            5, 3_900, Kind.DELETED, "Documents/Letters/Old drafts", "Studio iMac", 1_900_000, "14"),
        activity(4, 10_900, Kind.CHECKED, "", THINKPAD, 0, ""),
        activity(
            3, 62_760, Kind.SENT, "Photos/2026/November/IMG_2231.dng", THINKPAD, 31_000_000, ""),
        activity(2, 64_000, Kind.RESTORED, "Documents/Letters/Contract.pdf", THINKPAD, 96_000, ""),
        activity(1, 150_000, Kind.DEVICE, "Attic NAS", "Attic NAS", 0, ""));
  }

  private static Activity activity(
      long id, long secondsAgo, Kind kind, String path, String device, long size, String detail) {
    return new Activity(
        id,
        NOW.minusSeconds(secondsAgo),
        kind,
        path,
        device,
        device.equals(THINKPAD),
        size,
        detail);
  }

  /// A file for which no drive has room.
  public static FileEntry huge() {
    return entry(
        "Studio/Archive.zip",
        Type.FILE,
        900_000_000_000_000L,
        "2026-11-04T09:00:00Z",
        THINKPAD,
        Local.STORED);
  }

  public static List<FileEntry> files() {
    var all = new ArrayList<FileEntry>();
    for (var folder :
        List.of(
            "Documents",
            "Documents/Invoices",
            "Studio",
            "Studio/Kestrel House",
            "Studio/Templates",
            "Photos",
            "Photos/2026")) {
      all.add(entry(folder, Type.FOLDER, 0, "2026-11-04T09:00:00Z", THINKPAD, Local.STORED));
    }
    var house = "Studio/Kestrel House/";
    all.add(
        entry(house + "Contracts", Type.FOLDER, 0, "2026-11-04T09:00:00Z", THINKPAD, Local.STORED));
    all.add(
        entry(
            house + "Photographs", Type.FOLDER, 0, "2026-11-12T09:00:00Z", THINKPAD, Local.STORED));
    all.add(
        entry(
            house + "Budget 2027.xlsx",
            Type.FILE,
            212_000,
            "2026-11-24T14:05:00Z",
            "Studio iMac",
            Local.PROBLEM));
    all.add(
        entry(
            house + "Elevations v7.psd",
            Type.FILE,
            310_000_000,
            "2026-11-24T14:29:00Z",
            THINKPAD,
            Local.WAITING));
    all.add(
        entry(
            house + "Kestrel House plans.pdf",
            Type.FILE,
            18_400_000,
            "2026-11-24T14:31:00Z",
            THINKPAD,
            Local.STORED));
    all.add(
        entry(
            house + "Meeting notes.md",
            Type.FILE,
            14_000,
            "2026-11-23T10:20:00Z",
            THINKPAD,
            Local.STORED));
    all.add(
        entry(
            house + "Model archive.zip",
            Type.FILE,
            3_800_000_000L,
            "2026-09-02T10:20:00Z",
            "Studio iMac",
            Local.LEFT_OUT));
    all.add(
        entry(
            house + "Planning letter.docx",
            Type.FILE,
            96_000,
            "2026-11-19T10:20:00Z",
            THINKPAD,
            Local.STORED));
    all.add(
        entry(
            house + "Site survey 0412.mp4",
            Type.FILE,
            840_000_000,
            "2026-11-24T14:12:00Z",
            THINKPAD,
            Local.WAITING));
    all.add(
        entry(
            "Documents/Invoices/Invoice 2026-118.xlsx",
            Type.FILE,
            84_000,
            "2026-11-24T14:22:00Z",
            "Studio iMac",
            Local.STORED));
    all.add(
        entry(
            "Documents/Invoices/Invoice 2026-119.xlsx",
            Type.FILE,
            81_000,
            "2026-11-24T14:30:00Z",
            "Studio iMac",
            Local.RECEIVING));
    all.add(
        entry(
            "Documents/Reading list.md",
            Type.FILE,
            6_000,
            "2026-11-24T13:40:00Z",
            "Attic NAS",
            Local.STORED));
    all.add(
        new FileEntry(
            "Documents/Letters/Old drafts.docx",
            Type.FILE,
            120_000,
            Instant.parse("2026-10-02T08:00:00Z"),
            "Studio iMac",
            Local.STORED,
            Optional.of(
                new FileEntry.Deletion("old drafts", Instant.parse("2026-11-24T13:12:00Z")))));
    return all;
  }

  private static FileEntry entry(
      String path, Type type, long size, String modified, String device, Local local) {
    return new FileEntry(
        path, type, size, Instant.parse(modified), device, local, Optional.empty());
  }

  private static Map<String, List<FileVersion>> versions() {
    return Map.of(
        "Studio/Kestrel House/Kestrel House plans.pdf",
        List.of(
            version("v4", "2026-11-24T14:31:00Z", THINKPAD, 18_400_000, true),
            version("v3", "2026-11-24T09:12:00Z", "Studio iMac", 18_100_000, false),
            version("v2", "2026-11-20T17:48:00Z", THINKPAD, 17_900_000, false),
            version("v1", "2026-11-18T08:30:00Z", "Studio iMac", 17_900_000, false)));
  }

  private static FileVersion version(
      String id, String at, String device, long size, boolean current) {
    return new FileVersion(id, Instant.parse(at), Instant.parse(at), device, size, current);
  }

  private static ProviderView providerView() {
    var random = new Random(20261124);
    var listing = new ArrayList<ProviderView.StoredObject>();
    for (int i = 0; i < 120; i++) {
      listing.add(
          new ProviderView.StoredObject(
              "packs/" + name(random),
              16_777_216,
              Instant.parse("2026-11-24T14:31:00Z").minusSeconds(i * 20L)));
    }
    return new ProviderView(
        Instant.parse("2026-11-24T14:31:00Z"),
        "file:///mnt/attic/vault",
        13_321,
        213_100_000_000L,
        listing,
        List.of(
            Sight.A_VAULT.of(),
            Sight.OBJECTS.of(13_321, new Said.Size(213_100_000_000L)),
            Sight.PACKS.of(12_702),
            Sight.SEGMENTS.of(598),
            Sight.TIMES.of(),
            Sight.DEVICES.of(3),
            Sight.MEMBERSHIP.of(),
            Sight.READING.of(),
            Sight.ACCOUNT.of()),
        Sight.hidden());
  }

  private static String name(Random random) {
    var text = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(random.nextInt(32)));
    }
    return text.toString();
  }
}
