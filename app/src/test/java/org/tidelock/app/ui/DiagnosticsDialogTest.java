package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipInputStream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;

/// What the dialog shows is what is saved and copied, and has no name in it.
@UsesWindow
final class DiagnosticsDialogTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start().settings("advanced");
  }

  private TestWindow opened() {
    window.fire("#settings-diagnostics");
    window.settle();
    return window;
  }

  private String shown() {
    return Fx.get(((TextArea) window.find("#diagnostics-text"))::getText);
  }

  private void tick(String part) {
    Fx.run(((CheckBox) window.find("#diagnostics-" + part))::fire);
    window.settle();
  }

  private boolean canSave() {
    return Fx.get(() -> !((Button) window.find("#diagnostics-save")).isDisabled());
  }

  private static String saved(Path file) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      in.getNextEntry();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsShownIsSavedByteForByte() throws IOException {
    opened();
    Path file = home.resolve("report.zip");
    window.files.answer(file);
    String shown = shown();
    window.fire("#diagnostics-save");
    assertThat(saved(file)).isEqualTo(shown).contains("system\n", "settings\n", "status\n");
    assertThat(window.words()).contains("Saved. Nothing was sent.");
  }

  @Test
  void noNameOfTheVaultIsInIt() {
    opened();
    String shown = shown().toLowerCase(Locale.ROOT);
    assertThat(shown).contains("file#1", "device#1");
    assertThat(shown).doesNotContain(vault.info().device().toLowerCase(Locale.ROOT));
    vault.activity(50, java.util.Optional.empty()).stream()
        .flatMap(one -> java.util.stream.Stream.of(one.path().split("/")))
        .filter(name -> name.length() > 4)
        .forEach(name -> assertThat(shown).doesNotContain(name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void aPartThatIsLeftOutIsNotShownAndNotSaved() throws IOException {
    opened();
    tick("system");
    tick("log");
    assertThat(shown()).startsWith("settings\n").doesNotContain("processor", "\nlog\n");
    Path file = home.resolve("report.zip");
    window.files.answer(file);
    String shown = shown();
    window.fire("#diagnostics-save");
    assertThat(saved(file)).isEqualTo(shown);
  }

  @Test
  void withoutAnyPartThereIsNothingToSave() {
    opened();
    for (String part : new String[] {"system", "settings", "status", "index", "log"}) tick(part);
    assertThat(window.words()).contains("Nothing would be left. Tick a part.");
    assertThat(canSave()).isFalse();
    tick("index");
    assertThat(window.words()).doesNotContain("Nothing would be left");
    assertThat(canSave()).isTrue();
  }

  @Test
  void noFileIsReplaced() throws IOException {
    opened();
    Path file = home.resolve("report.zip");
    Files.createDirectories(home);
    Files.writeString(file, "mine");
    window.files.answer(file);
    window.fire("#diagnostics-save");
    assertThat(file).hasContent("mine");
    assertThat(window.words()).contains("There is a file of that name already");
    window.files.answer(home.resolve("other"));
    window.fire("#diagnostics-save");
    assertThat(home.resolve("other.zip")).exists();
  }

  /// Also by its keys, from anywhere.
  @Test
  void itIsOpenedByShortcutShiftD() {
    window.page(PageId.OVERVIEW).type(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
    window.settle();
    assertThat(shown()).startsWith("system\n");
  }

  @Test
  void itIsOfferedWhereSomethingUnexpectedHappened() {
    window.become(vault, SampleWorld.unexpected());
    window.page(PageId.ISSUES).fire("#issue-diagnostics");
    window.settle();
    assertThat(shown()).contains("  issue: APP-99 attention safety since ");
  }

  @Test
  void whatIsShownIsCopied() {
    opened();
    window.fire("#diagnostics-copy");
    assertThat(Fx.get(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(shown());
  }
}
