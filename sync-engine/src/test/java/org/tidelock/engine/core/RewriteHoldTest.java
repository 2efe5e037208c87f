package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;

/// Rewrites that look like encryption and wait for an answer: besides what [HoldFixture] has, the two devices share 120 documents, half of them
/// without an ending.
final class RewriteHoldTest extends HoldFixture {
  private static final int DOCUMENTS = 120;
  private final Random random = new Random(155);

  @BeforeEach
  void theyHaveDocuments() throws Exception {
    for (int i = 0; i < DOCUMENTS; i++) a.write(document(i), text(i, "first"));
    settle();
    time.advance(Duration.ofHours(1));
  }

  private static String document(int i) {
    return i % 2 == 0 ? "docs/letters/" + i + ".txt" : "docs/" + i;
  }

  private static byte[] text(int i, String word) {
    String line =
        "Dear friend no. " + i + ", the " + word + " harbour is quiet today; write soon.\n";
    return line.repeat(20).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] noise() {
    byte[] bytes = new byte[1_500];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] jpeg(int scan) {
    byte[] bytes = new byte[2_000];
    new Random(scan).nextBytes(bytes);
    byte[] head = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1};
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  private void encrypt(TestDevice device, int from, int to) throws Exception {
    for (int i = from; i < to; i++) device.write(document(i), noise());
  }

  // Outgoing

  @Acceptance(155)
  @Test
  void encryptedFilesWaitWhileEverythingElseIsSynced() throws Exception {
    SortedMap<String, String> before = b.tree();
    encrypt(a, 0, DOCUMENTS);
    a.write("notes/new", "new");
    a.write("notes/0", "another note");
    b.write("notes/theirs", "theirs");
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    b.sync();
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    assertThat(a.has("notes/theirs")).isTrue();
    for (int i = 0; i < DOCUMENTS; i++)
      assertThat(b.tree().get(document(i))).isEqualTo(before.get(document(i)));
    assertThat(b.read("notes/0")).isEqualTo("another note");
    assertThat(b.has("notes/new")).isTrue();
    assertThat(a.vault.status().state()).isEqualTo(State.ATTENTION);
    assertThat(a.vault.issues())
        .anyMatch(i -> i.kind() == Issue.Kind.HELD && i.code().equals("SYN-02"));
    Hold hold = only(a);
    assertThat(hold.kind()).isEqualTo(Hold.Kind.REWRITE_EVERYWHERE);
    assertThat(hold.folder()).isEqualTo("docs");
    assertThat(hold.since()).isEqualTo(time.instant());
    assertThat(a.vault.heldFiles(hold.id(), 2)).containsExactly("docs/1", "docs/101");
    assertThat(a.vault.heldFiles(hold.id(), 1000)).hasSize(DOCUMENTS);
    assertThat(a.vault.why(document(3)).toString()).contains("looks encrypted");
    assertThat(a.vault.why("notes/1").toString()).doesNotContain("looks encrypted");
    assertThat(a.vault.preview().toSend().files()).isZero();
    assertThat(a.vault.look().waiting()).isZero();
  }

  @Test
  void theyWaitAfterARestart() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    a.restart();
    assertThat(only(a).folder()).isEqualTo("docs");
    time.advance(Duration.ofDays(3));
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    b.sync();
    assertThat(b.bytes(document(7))).isEqualTo(text(7, "first"));
  }

  @Test
  void undoneTheVaultsVersionsComeBackAndTheRewrittenFilesAreInTheTrash() throws Exception {
    SortedMap<String, String> before = a.tree();
    encrypt(a, 0, DOCUMENTS);
    byte[] scrambled = a.bytes(document(5));
    a.sync();
    SyncReport report = a.vault.answer(only(a).id(), false);
    assertThat(report.received().files()).isEqualTo(DOCUMENTS);
    assertThat(a.tree()).isEqualTo(before);
    assertHoldsNothing(a);
    b.sync();
    assertThat(b.tree()).isEqualTo(before);
    assertThat(trash(a)).contains(TestDevice.shown(scrambled));
    assertThat(a.vault.history(document(5))).hasSize(1);
  }

  private static List<String> trash(TestDevice device) throws Exception {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(device.folder.resolve(".tidelock"))) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        all.add(TestDevice.shown(Files.readAllBytes(file)));
    }
    return all;
  }

  @Test
  void approvedTheyAreSentAndTheOthersAskToo() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    SyncReport report = a.vault.answer(only(a).id(), true);
    assertThat(report.sent().files()).isEqualTo(DOCUMENTS);
    assertHoldsNothing(a);
    assertHolds(b.sync(), DOCUMENTS, Hold.Kind.REWRITE_HERE);
    assertThat(b.bytes(document(5))).isEqualTo(text(5, "first"));
    b.vault.answer(only(b).id(), true);
    assertThat(b.tree()).isEqualTo(a.tree());
    assertHoldsNothing(b);
    assertThat(a.vault.history(document(5))).hasSize(2);
  }

  @Test
  void approvingIsForWhatWasShown() throws Exception {
    encrypt(a, 0, 110);
    a.sync();
    String shown = only(a).id();
    encrypt(a, 110, DOCUMENTS);
    assertThatThrownBy(() -> a.vault.answer(shown, true))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
  }

  @Test
  void anApprovalEndsWithTheRewrite() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    a.vault.answer(only(a).id(), true);
    for (int i = 0; i < DOCUMENTS; i++) a.write(document(i), text(i, "second"));
    assertHoldsNothing(a);
    time.advance(Duration.ofHours(1));
    encrypt(a, 0, DOCUMENTS);
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
  }

  @Test
  void whatIsReadableAgainDoesNotWaitAnyMore() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    for (int i = 0; i < 100; i++) a.write(document(i), text(i, "second"));
    assertHolds(a.sync(), 20, Hold.Kind.REWRITE_EVERYWHERE);
    for (int i = 100; i < DOCUMENTS; i++) a.delete(document(i));
    assertHoldsNothing(a);
    settle();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void slowlyIsManyAsWellAndWhatFollowsJoins() throws Exception {
    encrypt(a, 0, 60);
    assertThat(a.sync().held()).isEmpty();
    time.advance(Duration.ofMinutes(5));
    encrypt(a, 60, 99);
    assertThat(a.sync().held()).isEmpty();
    encrypt(a, 99, 100);
    assertHolds(a.sync(), 1, Hold.Kind.REWRITE_EVERYWHERE);
    time.advance(Duration.ofMinutes(30));
    encrypt(a, 100, 103);
    assertHolds(a.sync(), 4, Hold.Kind.REWRITE_EVERYWHERE);
  }

  @Test
  void aRoundOverSomeFoldersHoldsTheSame() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    SyncReport report = look(a, "docs", "docs/letters");
    assertHolds(report, DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    a.write("notes/new", "new");
    assertHolds(look(a, "notes"), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    b.sync();
    assertThat(b.has("notes/new")).isTrue();
  }

  @Test
  void renamedOnesWaitAsWell() throws Exception {
    SortedMap<String, String> before = a.tree();
    for (int i = 0; i < DOCUMENTS; i++) {
      overwrite(a, document(i));
      a.move(document(i), document(i) + ".locked");
    }
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    b.sync();
    assertThat(b.tree()).isEqualTo(before);
    a.vault.answer(only(a).id(), false);
    assertThat(a.tree()).isEqualTo(before);
    assertHoldsNothing(a);
  }

  /// In the same file, as most do that encrypt.
  private void overwrite(TestDevice device, String path) throws Exception {
    Files.write(device.folder.resolve(path), noise(), StandardOpenOption.WRITE);
  }

  @Test
  void whatAnotherDeviceDoesToThemWaitsToo() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    b.write(document(0), text(0, "their"));
    b.delete(document(1));
    b.move(document(2), "docs/moved.txt");
    b.sync();
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
    assertThat(a.vault.issues()).noneMatch(i -> i.kind() == Issue.Kind.CANNOT_SYNC);
    a.vault.answer(only(a).id(), false);
    settle();
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.bytes(document(0))).isEqualTo(text(0, "their"));
    assertThat(a.has(document(1))).isFalse();
    assertThat(a.has("docs/moved.txt")).isTrue();
    assertHoldsNothing(a);
  }

  @Test
  void approvedTheyAreBesideWhatAnotherDeviceHasWritten() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    b.write(document(0), text(0, "their"));
    b.sync();
    a.sync();
    a.vault.answer(only(a).id(), true);
    b.sync();
    b.vault.answer(only(b).id(), true);
    settle();
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.vault.conflicts()).hasSize(1);
  }

  @Test
  void aVersionCanBeRestoredBesideTheRewrittenFile() throws Exception {
    encrypt(a, 0, DOCUMENTS);
    a.sync();
    String version = a.vault.history(document(0)).getFirst().id();
    a.vault.restore(
        new RestoreRequest(document(0), Optional.of(version), Optional.empty(), Optional.empty()));
    assertThat(a.tree().values()).contains(b.tree().get(document(0)));
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_EVERYWHERE);
  }

  // No rewrite that looks like encryption

  @Test
  void aThousandFormattedTextsDoNotWait() throws Exception {
    for (int i = 0; i < 1_000; i++) a.write("code/" + i + ".java", text(i, "first"));
    a.sync();
    for (int i = 0; i < 1_000; i++) a.write("code/" + i + ".java", text(i, "formatted"));
    assertHoldsNothing(a);
    b.sync();
    assertHoldsNothing(b);
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void picturesWithOtherWordsInThemDoNotWait() throws Exception {
    for (int i = 0; i < 200; i++) a.write("pictures/" + i + ".jpg", jpeg(i));
    settle();
    for (int i = 0; i < 200; i++) a.write("pictures/" + i + ".jpg", jpeg(1_000 + i));
    assertHoldsNothing(a);
    b.sync();
    assertHoldsNothing(b);
  }

  @Test
  void whatWasAlwaysScrambledDoesNotWait() throws Exception {
    for (int i = 0; i < 200; i++) a.write("safe/" + i + ".enc", noise());
    settle();
    for (int i = 0; i < 200; i++) a.write("safe/" + i + ".enc", noise());
    assertHoldsNothing(a);
    b.sync();
    assertHoldsNothing(b);
  }

  @Test
  void roomThatWasMadeForADownloadIsNoDocument() throws Exception {
    for (int i = 0; i < 200; i++) a.write("downloads/" + i, new byte[20_000]);
    settle();
    for (int i = 0; i < 200; i++) a.write("downloads/" + i, noise());
    assertHoldsNothing(a);
  }

  @Test
  void encryptedPicturesWait() throws Exception {
    for (int i = 0; i < 200; i++) a.write("pictures/" + i + ".jpg", jpeg(i));
    settle();
    time.advance(Duration.ofHours(1));
    for (int i = 0; i < 200; i++) a.write("pictures/" + i + ".jpg", noise());
    assertHolds(a.sync(), 200, Hold.Kind.REWRITE_EVERYWHERE);
  }

  // Incoming

  private void otherDeviceEncrypts() throws Exception {
    encrypt(b, 0, DOCUMENTS);
    b.sync();
    b.vault.answer(only(b).id(), true);
  }

  @Acceptance(155)
  @Test
  void whatAnotherDeviceHasEncryptedWaitsWhileEverythingElseIsSynced() throws Exception {
    otherDeviceEncrypts();
    b.write("notes/theirs", "theirs");
    b.sync();
    a.write("notes/ours", "ours");
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_HERE);
    assertThat(a.has("notes/theirs")).isTrue();
    assertThat(a.bytes(document(1))).isEqualTo(text(1, "first"));
    a.restart();
    time.advance(Duration.ofDays(1));
    assertHolds(a.sync(), DOCUMENTS, Hold.Kind.REWRITE_HERE);
    b.sync();
    assertThat(b.has("notes/ours")).isTrue();
    assertThat(only(a).folder()).isEqualTo("docs");
    assertThat(a.vault.why(document(3)).toString()).contains("looks encrypted");
    assertThat(a.vault.preview().toReceive().files()).isZero();
  }

  /// An answer records something, though no round came before it that would have found out what this device has written since.
  @Test
  void anAnswerOnAnOlderIndexContinuesNoLogThatWentOn() throws Exception {
    otherDeviceEncrypts();
    a.sync();
    a.vault.close();
    byte[] index = Files.readAllBytes(a.home.resolve("index.db"));
    open(a);
    a.write("notes/since", "written since");
    a.sync();
    a.vault.close();
    Files.write(a.home.resolve("index.db"), index);
    open(a);
    a.vault.answer(only(a).id(), false);
    b.sync();
    assertThat(b.read("notes/since")).isEqualTo("written since");
    assertThat(b.bytes(document(1))).isEqualTo(text(1, "first"));
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  private static void open(TestDevice device) throws Exception {
    device.vault = device.vaults.open(device.home, Optional.empty());
  }

  @Test
  void undoneOurVersionsAreTheVaultsAgain() throws Exception {
    SortedMap<String, String> before = a.tree();
    otherDeviceEncrypts();
    a.sync();
    SyncReport report = a.vault.answer(only(a).id(), false);
    assertThat(report.sent().bytes()).isZero();
    assertHoldsNothing(a);
    assertThat(a.tree()).isEqualTo(before);
    b.sync();
    assertThat(b.tree()).isEqualTo(before);
    assertHoldsNothing(b);
    assertThat(b.vault.history(document(1))).hasSize(3);
  }

  @Test
  void whatWasEditedHereMeanwhileIsKept() throws Exception {
    otherDeviceEncrypts();
    a.sync();
    a.write(document(0), text(0, "our"));
    a.sync();
    a.vault.answer(only(a).id(), false);
    settle();
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.tree().values()).contains(TestDevice.shown(text(0, "our")));
  }

  @Test
  void whatIsDeletedThereMeanwhileIsNoRewriteAnyMore() throws Exception {
    otherDeviceEncrypts();
    a.sync();
    for (int i = 0; i < 30; i++) b.delete(document(i));
    b.sync();
    assertHolds(a.sync(), DOCUMENTS - 30, Hold.Kind.REWRITE_HERE);
    assertThat(a.has(document(1))).isFalse();
  }
}
