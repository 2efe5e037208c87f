package org.tidelock.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Only the adapters named here touch the world; everything else gets time, chance, threads, disks and storages handed in ([effects]), so that the
/// same engine runs in a simulator, where a seed decides all of it (sync.md, 5.2).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EffectsTest {
  /// Read once for all tests, as it takes seconds, and let go with them, as it is large.
  private final JavaClasses engine =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.tidelock.engine");

  /// Who may, and why.
  private static final Map<String, String> ADAPTERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("system", "this computer's clock, threads, chance, folders and profiles"),
              Map.entry("storage.folder", "a storage that is a folder"),
              Map.entry("storage.sftp", "a storage that is an SSH server's"),
              Map.entry("storage.http", "the network, through OkHttp"),
              Map.entry("storage.oauth.Loopback", "a port to which the browser comes back"),
              Map.entry("index.Database", "SQLite's file; says whether its disk is full"),
              Map.entry("local.RealDisk", "the disk of a synced folder"),
              Map.entry("local.Unflushed", "of the real disk: flushes files and folders"),
              Map.entry("local.Permissions", "of the real disk: who may read what is made"),
              Map.entry("local.ExtendedAttributes", "of the real disk: what is attached to a file"),
              Map.entry("local.Probe", "of the real disk: tries out what its file system can"),
              Map.entry("local.Renaming", "of the real disk: renames without replacing"),
              Map.entry("local.NoFollow", "of the real disk: never walks through a link"),
              Map.entry("local.FileLook", "of the real disk: looks at one file"),
              Map.entry("local.FolderWatch", "the system's watcher, whose library has a thread"),
              Map.entry("local.WatchProbe", "tries the system's watcher out, and waits for it"),
              Map.entry("local.WatchedFolders", "of the watcher: which folders it is to watch")));

  /// Where the adapters of this computer are handed in; a simulator hands in others through the constructor beside it.
  private static final String ENTRY = "org.tidelock.engine.core.LocalVaults";

  private static final String ENGINE = "org.tidelock.engine.";

  private static final Set<String> OF_ONES_OWN_THREAD =
      Set.of("currentThread", "interrupt", "interrupted", "isInterrupted");

  private static final Set<String> FORBIDDEN =
      Set.of(
          "java.lang.ProcessBuilder",
          "java.util.Date",
          "java.util.Timer",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ScheduledThreadPoolExecutor",
          "java.nio.file.Files",
          "java.nio.file.FileSystems",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile");

  /// Of adapters: whoever calls these has the real world, without a word of what it is for. [org.tidelock.engine.effects.Places] hands it in.
  private static final Set<String> DOORS =
      Set.of(
          ENGINE + "local.RealDisk.open",
          ENGINE + "local.FolderWatch.start",
          ENGINE + "storage.folder.FolderStore.open",
          ENGINE + "index.Database.open");

  private static final Set<String> FORBIDDEN_METHODS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Runtime.exec",
          "java.time.InstantSource.system",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.TimeUnit.sleep",
          "java.nio.channels.FileChannel.open",
          "java.nio.channels.AsynchronousFileChannel.open",
          "java.nio.file.Path.toRealPath",
          "java.nio.file.Path.toAbsolutePath",
          "java.nio.file.Path.toFile",
          "java.nio.file.Path.register");

  static final ArchRule RULE =
      noClasses()
          .that(
              DescribedPredicate.not(
                  new DescribedPredicate<JavaClass>("are adapters " + ADAPTERS) {
                    @Override
                    public boolean test(JavaClass c) {
                      return isAdapter(c);
                    }
                  }))
          .should(touchTheWorld())
          .because(
              "the engine decides and its adapters do: what a clock, a thread, chance or a disk does must be told by a test, and by a seed in the"
                  + " simulator. Get it from Effects; a new adapter is named above with its reason.");

  private static boolean isAdapter(JavaClass c) {
    String name = top(c);
    return ADAPTERS.keySet().stream()
        .map(ENGINE::concat)
        .anyMatch(a -> name.equals(a) || name.startsWith(a + "."));
  }

  private static String top(JavaClass c) {
    return c.getName().split("\\$", 2)[0];
  }

  private static ArchCondition<JavaClass> touchTheWorld() {
    return new ArchCondition<>("touch a clock, a thread, chance, a file, a socket or a process") {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        for (JavaAccess<?> access : c.getAccessesFromSelf())
          if (isWorld(access)
              && !(top(c).equals(ENTRY)
                  && access.getTargetOwner().getName().equals(ENGINE + "system.SystemEffects")))
            events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
      }
    };
  }

  private static boolean isWorld(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = owner.getName();
    String method = access.getTarget().getName();
    if (name.equals("java.lang.Thread")) return !OF_ONES_OWN_THREAD.contains(method);
    return name.startsWith("java.lang.Thread$")
        || FORBIDDEN.contains(name)
        || FORBIDDEN_METHODS.contains(name + "." + method)
        || DOORS.contains(name + "." + method)
        || (name.startsWith("java.time.") && (method.equals("now") || method.startsWith("system")))
        || (name.startsWith("java.net.") && !name.startsWith("java.net.URI"))
        || (name.equals("java.security.SecureRandom") && isMade(method))
        || (name.equals("java.util.concurrent.CompletableFuture") && isOnTheCommonPool(access))
        || method.equals("parallelStream")
        || method.equals("parallel")
        || (name.startsWith("java.util.concurrent.") && isTimed(access))
        || resideInAPackage(ENGINE + "system..").test(owner);
  }

  private static boolean isMade(String method) {
    return method.equals("<init>") || method.startsWith("getInstance");
  }

  private static boolean isOnTheCommonPool(JavaAccess<?> access) {
    return access.getTarget().getName().endsWith("Async")
        && !access.getTarget().getFullName().contains("java.util.concurrent.Executor");
  }

  private static boolean isTimed(JavaAccess<?> access) {
    return access.getTarget().getFullName().contains("java.util.concurrent.TimeUnit")
        && Set.of("await", "tryLock", "tryAcquire", "poll", "offer", "get")
            .contains(access.getTarget().getName());
  }

  @Test
  void onlyAdaptersTouchTheWorld() {
    assertThat(engine).hasSizeGreaterThan(200);
    RULE.check(engine);
  }

  /// An adapter that is none any more is not to stay on the list.
  @Test
  void eachAdapterNamedIsOne() {
    Set<String> touching = new TreeSet<>();
    for (JavaClass c : engine)
      if (isAdapter(c) && c.getAccessesFromSelf().stream().anyMatch(EffectsTest::isWorld))
        touching.add(top(c).substring(ENGINE.length()));
    for (String adapter : ADAPTERS.keySet())
      assertThat(touching)
          .as("what touches the world in " + adapter)
          .anyMatch(t -> t.equals(adapter) || t.startsWith(adapter + "."));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TouchingTheWorld.Now.class,
        TouchingTheWorld.Clock.class,
        TouchingTheWorld.Nanos.class,
        TouchingTheWorld.Sleep.class,
        TouchingTheWorld.Start.class,
        TouchingTheWorld.Pool.class,
        TouchingTheWorld.CommonPool.class,
        TouchingTheWorld.Parallel.class,
        TouchingTheWorld.TimedWait.class,
        TouchingTheWorld.Chance.class,
        TouchingTheWorld.Uuid.class,
        TouchingTheWorld.FileMethod.class,
        TouchingTheWorld.FileReference.class,
        TouchingTheWorld.Channel.class,
        TouchingTheWorld.OldFile.class,
        TouchingTheWorld.Real.class,
        TouchingTheWorld.Network.class,
        TouchingTheWorld.Program.class,
        TouchingTheWorld.Adapter.class,
        TouchingTheWorld.DiskDoor.class,
        TouchingTheWorld.WatchDoor.class,
        TouchingTheWorld.StorageDoor.class,
        TouchingTheWorld.IndexDoor.class
      })
  void whoeverElseDoesIsFound(Class<?> sinner) {
    assertThat(RULE.evaluate(new ClassFileImporter().importClasses(sinner)).hasViolation())
        .isTrue();
  }

  @Test
  void whatIsHandedInMayBeUsed() {
    RULE.check(new ClassFileImporter().importClasses(TouchingTheWorld.Fine.class));
  }
}
