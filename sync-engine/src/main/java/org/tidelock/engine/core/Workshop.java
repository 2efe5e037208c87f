package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.apply.Applier;
import org.tidelock.engine.apply.FileAssembly;
import org.tidelock.engine.checkpoint.Audit;
import org.tidelock.engine.checkpoint.Writing;
import org.tidelock.engine.conflict.OpenConflicts;
import org.tidelock.engine.conflict.Settling;
import org.tidelock.engine.content.ByteSource;
import org.tidelock.engine.content.ContentIds;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.guard.Answers;
import org.tidelock.engine.guard.Guard;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.MissedTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.learn.Circles;
import org.tidelock.engine.learn.Doubts;
import org.tidelock.engine.learn.Farewells;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.learn.OwnCommits;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.LeftBehind;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.local.Scanner;
import org.tidelock.engine.mirror.Mending;
import org.tidelock.engine.mirror.MirrorNotes;
import org.tidelock.engine.mirror.Update;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.profile.PlacedGuard;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.RootGuard;
import org.tidelock.engine.profile.Rules;
import org.tidelock.engine.profile.SharedRules;
import org.tidelock.engine.prune.Survey;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.record.Publisher;
import org.tidelock.engine.record.Recorder;
import org.tidelock.engine.restore.Destinations;
import org.tidelock.engine.restore.Place;
import org.tidelock.engine.restore.Restorer;
import org.tidelock.engine.selection.Selection;
import org.tidelock.engine.selection.UnchosenPlaces;
import org.tidelock.engine.status.Findings;
import org.tidelock.engine.transfer.DamagedPacks;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.trust.Admission;
import org.tidelock.engine.trust.DeviceRemoval;
import org.tidelock.engine.trust.Foundations;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.Newcomers;
import org.tidelock.engine.trust.OwnWriter;
import org.tidelock.engine.trust.SealedContents;
import org.tidelock.engine.trust.SettledHeads;
import org.tidelock.engine.twin.Division;
import org.tidelock.engine.twin.Twin;
import org.tidelock.engine.undo.FormerVersions;
import org.tidelock.engine.undo.Undoing;
import org.tidelock.engine.verify.Repair;
import org.tidelock.engine.verify.Scrubber;
import org.tidelock.engine.verify.Verifier;

/// The parts of one opened profile's engine, put together. Wiring only. What needs the folder is made when it is first needed, so that a profile
/// opens while its drive is away.
final class Workshop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  private final Path home;
  private final Profile.Settings settings;
  private final Identity identity;
  private final Tables tables;
  private final Remote remote;
  private final Effects effects;
  private final SealedContents contents;
  private final KeptVault kept;
  private final Choices choices;
  private final Rules rules;
  private final Selection selection;
  private final Mounts mounts = new Mounts();
  private final Findings findings;
  private final BeingWritten beingWritten;
  private final Meter meter;
  private final DamagedPacks damaged;
  private final Committer committer;
  private final DeviceRemoval removal;
  private final Admission admission;
  private final Introduction introduction;
  private final Doubts doubts;
  private final Learner learner;
  private final Publisher publisher;
  private final Twin twin;
  private final Division division;
  private final Audit audit;
  private final Writing writing;
  private final Scrubber scrubber;
  private @Nullable OnFolder onFolder;
  private volatile SecondCopy secondCopy = Optional::empty;

  /// Where the second copy is, if there is one and it is a folder.
  interface SecondCopy {
    Optional<Path> folder() throws TidelockException;
  }

  void secondCopyIs(SecondCopy where) {
    secondCopy = where;
  }

  SecondCopy secondCopy() {
    return secondCopy;
  }

  /// @param home of the profile, as a marker names it
  Workshop(
      Path home,
      Profile.Settings settings,
      Choices choices,
      ProfileKey key,
      Identity identity,
      Tables tables,
      Remote remote,
      Effects effects) {
    this.home = home;
    this.settings = settings;
    this.choices = choices;
    this.identity = identity;
    this.tables = tables;
    this.remote = remote;
    this.effects = effects;
    this.meter = new Meter(effects.clock());
    this.beingWritten = new BeingWritten(effects.clock());
    contents = new SealedContents(identity.header().vault(), key);
    Newcomers newcomers = new Newcomers(tables, identity, effects);
    newcomers.begin();
    kept = KeptVault.ofDevice(tables, identity, remote, newcomers);
    rules = new Rules(choices);
    selection = new Selection(tables, choices::chosen);
    findings = new Findings(tables, effects);
    damaged = new DamagedPacks(tables.meta(), tables.packs());
    Absorber absorber = new Absorber(tables, contents);
    absorber.onCircle(new Circles(tables, identity.device().id(), effects.clock())::tell);
    IntSupplier largest = () -> remote.sizes().largest();
    committer = new Committer(tables, identity, absorber, effects, settings.device(), largest);
    removal = new DeviceRemoval(tables, remote, identity, kept, effects);
    admission = new Admission(tables, remote, identity, newcomers, effects);
    introduction = new Introduction(tables, committer, removal);
    doubts = new Doubts(tables, effects);
    OwnWriter own = new OwnWriter(tables, effects.random());
    SettledHeads settled = new SettledHeads(tables.meta());
    OwnCommits commits = new OwnCommits(tables, identity, absorber, settings.device(), largest);
    kept.beforeOthersCount(
        new Farewells(tables, identity, own, absorber, commits, effects.clock()));
    learner = new Learner(tables, remote, identity, absorber, own, kept, doubts, settled);
    publisher = new Publisher(tables, remote, own, kept, settled);
    audit = new Audit(tables, remote, identity, contents, effects);
    learner.onImpossible(audit::contradicted);
    writing = new Writing(tables, remote, identity, contents, effects.random());
    scrubber = new Scrubber(tables, remote, identity, damaged, effects.clock());
    twin = new Twin(tables, remote, identity, own, commits);
    division = new Division(tables, remote, identity, own, commits);
  }

  /// The parts that work on the folder.
  record OnFolder(
      Disk disk,
      PrivateFolder own,
      DiskWriter writer,
      FileAssembly assembly,
      Applier applier,
      RootGuard guard,
      Placements placements,
      Scanner scanner,
      SharedRules sharedRules,
      FolderSight sight,
      Ring ring) {}

  /// Of a folder that was once seen to be the right one; before each look the ring makes sure again.
  synchronized OnFolder onFolder() throws TidelockException {
    OnFolder made = onFolder;
    if (made == null) {
      Root root = openRoot();
      root.guard().checkMark();
      made = make(root);
      onFolder = made;
    }
    return made;
  }

  /// Opened anew until it is the right one: another drive may come to its place. Nothing is tried out or written there before.
  private record Root(Disk disk, PrivateFolder own, RootGuard guard) {}

  private Root openRoot() throws TidelockException {
    Disk disk = open();
    PrivateFolder own = new PrivateFolder(disk, effects.random(), effects.clock());
    return new Root(
        disk,
        own,
        new RootGuard(
            plain(),
            own,
            tables.base(),
            rules,
            row -> selection.now().leavesOut(row),
            mounts::has,
            settings.folder(),
            identity.header().vault()));
  }

  /// Tells what folder it is, also if it is not the right one.
  synchronized RootGuard guard() throws TidelockException {
    return onFolder != null ? onFolder.guard() : openRoot().guard();
  }

  /// Takes the folder for the synced one again, though its marker is gone, if it looks like it (decision 0090).
  synchronized void useFolderAgain() throws TidelockException {
    Root root = openRoot();
    if (!root.guard().isUnmarked()) {
      root.guard().check();
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.FOLDER_IN_USE.of(settings.folder()),
          Safe.NOTHING_CHANGED.of(),
          Todo.NOTHING.of());
    }
    OnFolder made = make(root);
    new Recognition(tables, made.scanner(), settings.folder()).run();
    made.guard().markAgain(home);
    made.sight().believe();
    onFolder = made;
  }

  /// Of a folder that is not the synced one any more, so that the next round brings everything back instead of recording that it is gone.
  synchronized void beginAnew() throws TidelockException {
    tables
        .db()
        .transaction(
            () -> {
              tables.base().clear();
              tables.lookAtAllFolders();
              return true;
            });
    OnFolder made = onFolder != null ? onFolder : make(openRoot());
    if (made.guard().isUnmarked()) made.guard().markAgain(home);
    made.sight().believe();
    onFolder = made;
  }

  private Disk open() throws TidelockException {
    return open(mounts);
  }

  /// Without what lies elsewhere: that may be gone.
  private Disk plain() throws TidelockException {
    return open(new Mounts());
  }

  private Disk open(Mounts with) throws TidelockException {
    try {
      return effects.places().disk(settings.folder(), with);
    } catch (IOException e) {
      throw RootGuard.missing(settings.folder(), e);
    }
  }

  private OnFolder make(Root root) throws TidelockException {
    Disk disk = root.disk();
    PrivateFolder own = root.own();
    RootGuard guard = root.guard();
    rules.on(disk.facts());
    LocalNames names = new LocalNames(disk.facts(), tables.base(), rules, this::placeOf);
    DiskWriter writer =
        new DiskWriter(
            disk,
            own,
            (path, entry) ->
                entry.content().filter(contentId(disk, path, entry.kind())::equals).isPresent());
    FileAssembly assembly =
        new FileAssembly(
            disk, identity, tables.packs(), new StoredPacks(remote, tables.packs()), effects);
    Guard guarding =
        new Guard(
            tables,
            disk,
            contents,
            names::slot,
            selection,
            () -> Placements.rows(tables, choices.placements()),
            effects.clock());
    UnchosenPlaces unchosen = new UnchosenPlaces(tables, selection, names, disk, rules);
    LeftOut leftOut = rules.or(unchosen).or(mounts);
    Placements placements =
        new Placements(
            tables,
            choices,
            selection,
            mounts,
            names,
            new PlacedNote(own, settings.folder()),
            placedGuard(tables, selection),
            effects.places(),
            settings.folder(),
            findings);
    placements.begin();
    Applier applier =
        new Applier(
            tables,
            settings.folder(),
            disk,
            own,
            writer,
            new LeftBehind(leftOut, disk),
            names,
            assembly,
            contents,
            doubts,
            guarding,
            selection,
            placements::within,
            effects,
            meter);
    Scanner scanner =
        new Scanner(
            disk, tables.base(), leftOut, names, new MissedTable(tables.meta()), effects.portion());
    SharedRules sharedRules = new SharedRules(disk, own, rules);
    ChosenNote note = new ChosenNote(own, settings.folder(), choices::chosen);
    FolderSight sight =
        new FolderSight(
            guard,
            placements,
            scanner,
            note,
            new Generation(own, settings.folder(), tables),
            new Recognition(tables, scanner, settings.folder()),
            findings,
            new NotDeleted(tables, rules, selection, note),
            unchosen,
            guarding);
    Recorder recorder =
        new Recorder(tables, disk, identity, contents, committer, remote, damaged, effects, meter);
    Leftovers leftovers =
        new Leftovers(
            tables,
            disk,
            remote,
            own,
            new TrashRoom(
                tables,
                disk,
                own,
                damaged,
                (path, kind) -> contentId(disk, path, kind),
                effects.clock()),
            this::diskBytes,
            settings.folder(),
            effects.clock());
    Ring ring =
        new Ring(
            tables,
            identity,
            sight,
            twin,
            sharedRules,
            learner,
            new Foundations(tables.meta(), remote, identity, kept, effects),
            new Recording(tables, sight, recorder, leftovers, findings, beingWritten, remote),
            introduction,
            publisher,
            division,
            applier,
            leftovers,
            remote,
            findings,
            meter,
            effects.clock());
    return new OnFolder(
        disk, own, writer, assembly, applier, guard, placements, scanner, sharedRules, sight, ring);
  }

  /// @param index over any connection, and the selection over the same
  PlacedGuard placedGuard(Tables index, Selection chosen) {
    return new PlacedGuard(
        effects,
        index.base(),
        rules,
        row -> chosen.now().leavesOut(row),
        settings.folder(),
        identity.header().vault());
  }

  /// Folders that lie elsewhere, as they are called on this disk.
  Mounts mounts() {
    return mounts;
  }

  /// Where a folder is on the disk, or will be.
  private Optional<LocalPath> placeOf(NodeId id) {
    return tables.base().pathOf(id).or(() -> tables.view().path(id).map(LocalPath::new));
  }

  private long diskBytes() {
    try {
      return effects.places().drive(settings.folder()).total();
    } catch (IOException e) {
      return 0;
    }
  }

  private ContentId contentId(Disk disk, LocalPath path, NodeKind kind) throws IOException {
    ContentIds ids = new ContentIds(identity.keys().contentIds());
    if (kind == NodeKind.LINK) return ids.of(disk.readLink(path));
    try (SeekableByteChannel in = disk.read(path)) {
      return ids.of(ByteSource.of(in), in.size());
    }
  }

  /// Of the profile, as a marker names it.
  Path home() {
    return home;
  }

  Tables tables() {
    return tables;
  }

  Remote remote() {
    return remote;
  }

  KeptVault kept() {
    return kept;
  }

  Choices choices() {
    return choices;
  }

  Rules rules() {
    return rules;
  }

  /// By the case rule of the disk with the folder, if that is there.
  Rules rulesOfFolder() {
    try {
      onFolder();
    } catch (TidelockException e) {
      LOG.debug("the folder is away: case matters in rules", e);
    }
    return rules;
  }

  Selection selection() {
    return selection;
  }

  Meter meter() {
    return meter;
  }

  Admission admission() {
    return admission;
  }

  DeviceRemoval removal() {
    return removal;
  }

  Introduction introduction() {
    return introduction;
  }

  BeingWritten beingWritten() {
    return beingWritten;
  }

  Publisher publisher() {
    return publisher;
  }

  Learner learner() {
    return learner;
  }

  Audit audit() {
    return audit;
  }

  Writing checkpoints() {
    return writing;
  }

  /// The anchor of a checkpoint, if this is the moment for one: an empty commit, sent.
  ///
  /// @param seen what the checkpoint is to cover
  Optional<Writing.Place> anchor(VersionVector seen)
      throws TidelockException, InterruptedException {
    boolean isMoment =
        learner.hasLooked()
            && identity.canWrite()
            && tables.log().known().equals(seen)
            && seen.seen(committer.writer()) > 0
            && tables.outbox().isEmpty()
            && tables.dirty().isEmpty()
            && !doubts.isOpen()
            && !audit.isPending();
    if (!isMoment) return Optional.empty();
    committer.commit(Committer.Content.NONE, () -> {});
    publisher.publish();
    return Optional.of(new Writing.Place(committer.writer(), seen.seen(committer.writer())));
  }

  Restorer restorer() throws TidelockException {
    return new Restorer(tables, identity, contents, selection, destinations(), effects, meter);
  }

  private Destinations destinations() throws TidelockException {
    OnFolder made = onFolder();
    Place folder = new Place(made.disk(), made.own(), made.writer(), made.assembly());
    return new Destinations(tables, folder, settings, effects, mounts, secondCopy.folder());
  }

  /// A part of the vault in an emptied folder would look as if the rest had been deleted.
  void requireWhole(Path to) throws TidelockException {
    if (destinations().isSynced(to)) guard().check();
  }

  Answers answers() throws TidelockException {
    Disk disk = onFolder().disk();
    return new Answers(
        tables,
        new FormerVersions(tables, contents, committer)::set,
        file -> contentId(disk, file, NodeKind.FILE));
  }

  Settling settling() {
    return new Settling(
        tables, new OpenConflicts(tables, identity.device().id()), contents, committer);
  }

  Undoing undoing() {
    return new Undoing(tables, identity, contents, committer, effects.clock(), this::canBeHad);
  }

  /// @param index another connection to it
  /// @param storage the vault's, or a second copy
  Verifier verifier(Database index, Remote storage, Verifier.Courtesy courtesy) {
    return new Verifier(Tables.over(index), storage, identity, contents, effects, courtesy);
  }

  /// @param index another connection to it
  List<Survey.Pack> survey(Database index, Survey.Courtesy courtesy)
      throws TidelockException, InterruptedException {
    return new Survey(Tables.over(index), identity, contents, courtesy).packs();
  }

  /// @param main the vault's own storage, or nothing in its place
  Update mirrorUpdate(Remote main, Remote copy, Update.Courtesy courtesy) {
    return new Update(tables, main, copy, identity, effects, courtesy);
  }

  /// @param main as for [#mirrorUpdate]
  Mending mirrorMending(Remote main, Remote copy, Update.Courtesy courtesy) {
    return new Mending(tables, main, copy, identity, courtesy);
  }

  /// Bytes of the largest object that the vault has or, as far as its storage is known to take it, will have.
  long largestObject() {
    return Math.max(remote.sizes().largest(), tables.packs().largest());
  }

  /// What was stored since a second copy had everything.
  Optional<Mirror.Waiting> mirrorWaiting(MirrorNotes notes) {
    return notes.waiting(tables, identity);
  }

  /// What is to be in a second copy, in one word.
  String mirrorState() {
    return MirrorNotes.state(tables, identity);
  }

  DamagedPacks damaged() {
    return damaged;
  }

  /// An empty commit, which says what this device has seen. It goes with the next sync.
  void commitNothing() throws TidelockException {
    committer.commit(Committer.Content.NONE, () -> {});
  }

  boolean lacksKeys() {
    return identity.lacksKeys();
  }

  Repair repair() {
    return new Repair(tables, remote, identity, contents, damaged);
  }

  private Predicate<VersionTable.Version> canBeHad() throws TidelockException {
    Repair repair = repair();
    Predicate<BaseRow> asKnown = asKnown();
    return version -> repair.canBeHad(version, asKnown);
  }

  Scrubber scrubber() {
    return scrubber;
  }

  /// Whether a file is on the disk as the base knows it.
  Predicate<BaseRow> asKnown() throws TidelockException {
    Disk disk = onFolder().disk();
    return row -> isAsKnown(row, disk);
  }

  private boolean isAsKnown(BaseRow row, Disk disk) {
    try {
      Optional<LocalPath> path = tables.base().pathOf(row.entry().id());
      return path.isPresent()
          && disk.look(path.get()).filter(row.fingerprint()::equals).isPresent();
    } catch (IOException e) {
      return false; // nor could it be read
    }
  }

  /// Takes in what the storage has, whatever was known of it.
  void learnAnew() throws TidelockException, InterruptedException {
    kept.refresh();
    learner.distrust();
    learner.learnAll();
  }

  /// The folder rows for what a watcher has seen: of a folder without a row the nearest one above it that has one.
  Set<NodeId> rows(Set<LocalPath> folders) {
    Set<NodeId> rows = new HashSet<>();
    for (LocalPath folder : folders) {
      LocalPath at = folder;
      Optional<NodeId> row = tables.base().folderAt(at);
      while (row.isEmpty()) {
        at = at.parent();
        row = tables.base().folderAt(at);
      }
      rows.add(row.get());
    }
    return rows;
  }

  @Override
  public void close() {
    audit.close();
    try (remote) {
      tables.db().close();
    }
  }
}
