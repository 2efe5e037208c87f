package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A device is let in by a code: what each side believes, and what somebody with the storage, but without the code, can do about it (attacks.md E02, C12).
class PairingTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Hash256 HEADER = Hash256.of(filled(32, 1));

  private final PairingCode code = PairingCode.random(RANDOM);
  private final DeviceKeys phone = DeviceKeys.generate(RANDOM);
  private final Pairing meeting = new Pairing(code, VAULT);

  @Test
  void aCodeIsReadHoweverItIsTyped() {
    for (int i = 0; i < 200; i++) {
      PairingCode shown = PairingCode.random(RANDOM);
      String text = shown.text();
      assertThat(text).matches("([0-9A-HJKMNP-TV-Z]{3}-){8}[0-9A-HJKMNP-TV-Z]{3}");
      assertThat(same(text, shown)).isTrue();
      assertThat(same(text.toLowerCase(java.util.Locale.ROOT).replace('-', ' '), shown)).isTrue();
      assertThat(same(text.replace("-", "").replace('0', 'O').replace('1', 'l'), shown)).isTrue();
    }
  }

  private static boolean same(String typed, PairingCode shown) {
    return PairingCode.parse(typed)
        .filter(read -> java.util.Arrays.equals(read.secret(), shown.secret()))
        .isPresent();
  }

  /// 31 other digits at each place: none is taken for another code.
  @Test
  void aWrongDigitIsFound() {
    String text = code.text().replace("-", "");
    for (int at = 0; at < text.length(); at++)
      for (char c : "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray()) {
        String other = text.substring(0, at) + c + text.substring(at + 1);
        assertThat(PairingCode.parse(other).isPresent()).isEqualTo(other.equals(text));
      }
    assertThat(PairingCode.parse(text.substring(1))).isEmpty();
    assertThat(PairingCode.parse(text + "0")).isEmpty();
    assertThat(PairingCode.parse(text.replace(text.charAt(3), 'U'))).isEmpty();
    assertThat(PairingCode.parse("Z".repeat(27))).isEmpty();
    assertThat(PairingCode.parse("")).isEmpty();
  }

  @Test
  void neighboursThatAreSwappedAreFound() {
    int swapped = 0;
    for (int i = 0; i < 50; i++) {
      String text = PairingCode.random(RANDOM).text().replace("-", "");
      for (int at = 0; at + 1 < text.length(); at++) {
        String pair = text.substring(at, at + 2);
        if (pair.charAt(0) == pair.charAt(1) || pair.equals("0Z") || pair.equals("Z0")) continue;
        String other =
            text.substring(0, at) + pair.charAt(1) + pair.charAt(0) + text.substring(at + 2);
        assertThat(PairingCode.parse(other)).as("%s of %s", pair, text).isEmpty();
        swapped++;
      }
    }
    assertThat(swapped).isGreaterThan(1000);
  }

  @Test
  void bothReadTheSameRequestAndShowTheSameWords() throws Exception {
    PairingRequest asked = meeting.ask(HEADER, "phone", phone);
    PairingCode typed = PairingCode.parse(code.text()).orElseThrow();
    Pairing there = new Pairing(typed, VAULT);
    assertThat(there.requestName()).isEqualTo(asked.object().name());
    PairingRequest read = there.read(asked.object().bytes());
    assertThat(read).isEqualTo(asked);
    assertThat(read.words()).hasSize(6).isEqualTo(asked.words());
    assertThat(read.name()).isEqualTo("phone");
    assertThat(read.header()).isEqualTo(HEADER);
    assertThat(read.device()).isEqualTo(phone.publicKeys());
    assertThat(read.object().bytes()).hasSize(4 << 10);
  }

  @Test
  void whoHasNoCodeMakesAndReadsNothing() throws Exception {
    PairingRequest asked = meeting.ask(HEADER, "phone", phone);
    byte[] object = asked.object().bytes();
    Pairing other = new Pairing(PairingCode.random(RANDOM), VAULT);
    assertThat(other.requestName()).isNotEqualTo(meeting.requestName());
    assertRefused(() -> other.read(object));
    assertRefused(() -> new Pairing(code, VaultId.of(filled(16, 2))).read(object));
    for (int at = 0; at < object.length; at += 97)
      assertThat(Vectors.code(read(Vectors.flipped(object, at)))).as("byte %s", at).isNotZero();
    DeviceKeys thief = DeviceKeys.generate(RANDOM);
    byte[] theirs = other.ask(HEADER, "phone", thief).object().bytes();
    assertRefused(() -> meeting.read(theirs));
  }

  private Vectors.Attempt read(byte[] object) {
    return () -> meeting.read(object);
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IntegrityException.class);
  }

  /// Whoever has the code, but not the vault: the person sees other words.
  @Test
  void whoSawTheCodeShowsOtherWords() throws Exception {
    PairingRequest asked = meeting.ask(HEADER, "phone", phone);
    PairingRequest theirs = meeting.ask(HEADER, "phone", DeviceKeys.generate(RANDOM));
    assertThat(theirs.words()).isNotEqualTo(asked.words());
    PairingRequest elsewhere = meeting.ask(Hash256.of(filled(32, 9)), "phone", phone);
    assertThat(elsewhere.words()).isNotEqualTo(asked.words());
  }

  private static OwnerSession owner(CreatedVault made) throws CryptoException {
    return OwnerSession.open(
        VaultHeader.parse(made.header().bytes()),
        made.recoveryKey(),
        new OwnerObjects(under(made, "slots/"), under(made, "envelopes/"), under(made, "members/")),
        RANDOM,
        Clock.systemUTC());
  }

  private static List<VaultObject> under(CreatedVault made, String folder) {
    return made.objects().stream().filter(o -> o.name().startsWith(folder)).toList();
  }

  @Test
  void anAnswerCountsForItsRequestAndFromADeviceOfTheVault() throws Exception {
    CreatedVault made =
        NewVault.create(
            Passphrase.of("correct horse battery staple".toCharArray()),
            Argon2Params.FLOOR,
            "laptop",
            RANDOM,
            Clock.systemUTC());
    VaultId vault = made.header().vault();
    Pairing pairing = new Pairing(code, vault);
    PairingRequest asked = pairing.ask(made.header().hash(), "phone", phone);
    List<Hash256> tips = List.copyOf(made.members().tips());
    List<Cut> floor = List.of(new Cut(WriterId.random(RANDOM), 7, HEADER));
    PairingAnswer.Seen seen = new PairingAnswer.Seen(tips, floor);
    VaultObject answer = pairing.answer(asked, seen, made.device());
    assertThat(answer.name())
        .isEqualTo(pairing.answerName(asked))
        .isNotEqualTo(asked.object().name());
    PairingAnswer read = pairing.readAnswer(asked, answer.bytes());
    assertThat(read.verify(made.members())).isEqualTo(seen);

    VaultObject strange = pairing.answer(asked, seen, DeviceKeys.generate(RANDOM));
    PairingAnswer stranger = pairing.readAnswer(asked, strange.bytes());
    assertRefused(() -> stranger.verify(made.members()));

    try (OwnerSession owner = owner(made)) {
      owner.addDevice("phone", phone.publicKeys());
      owner.remove(List.of(made.device().id()), List.of());
      assertRefused(() -> read.verify(owner.members()));
    }

    VaultObject newer =
        pairing.answer(asked, new PairingAnswer.Seen(List.of(HEADER), floor), made.device());
    PairingAnswer ofMore = pairing.readAnswer(asked, newer.bytes());
    assertThatThrownBy(() -> ofMore.verify(made.members())).isInstanceOf(RollbackException.class);

    PairingRequest again = pairing.ask(made.header().hash(), "phone", phone);
    assertThat(pairing.answerName(again)).isNotEqualTo(answer.name());
    assertRefused(() -> pairing.readAnswer(again, answer.bytes()));
    assertRefused(() -> pairing.readAnswer(asked, asked.object().bytes()));
    assertRefused(() -> pairing.read(answer.bytes()));
  }
}
