package org.tidelock.app.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.tray.TrayContent.Choice;
import org.tidelock.app.tray.TrayContent.Item;
import org.tidelock.app.tray.TrayContent.Line;
import org.tidelock.app.tray.TrayContent.Separator;
import org.tidelock.app.tray.TrayContent.Submenu;

/// The tray on a bus of its own, with a panel that asks what panels ask.
final class StatusNotifierTrayTest {
  private static final TrayPicture RED = picture((byte) 200);
  private static final TrayPicture BLUE = picture((byte) 0);

  /// Of each test its own: a tray that is just going would still register at the next one's panel.
  private SessionBus bus;

  private final BlockingQueue<String> chosen = new LinkedBlockingQueue<>();

  @BeforeEach
  void begin() throws Exception {
    bus = SessionBus.start();
  }

  @AfterEach
  void end() throws Exception {
    if (bus != null) bus.close();
  }

  private static TrayPicture picture(byte red) {
    return new TrayPicture(1, 2, new byte[] {-1, red, 2, 3, -1, red, 5, 6});
  }

  private Item choice(String label) {
    return new Choice(label, () -> chosen.add(label));
  }

  private TrayContent content(TrayPicture picture, String sentence, Item... menu) {
    return new TrayContent(List.of(picture), sentence, () -> chosen.add("opened"), List.of(menu));
  }

  private TrayContent usual(String sentence) {
    return content(
        RED,
        sentence,
        new Line(sentence),
        new Separator(),
        choice("Open"),
        new Submenu("Pause", List.of(choice("30 minutes"), choice("my_day"))),
        choice("Quit"));
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    for (int i = 0; i < 2_000 && !what.getAsBoolean(); i++) Thread.sleep(10);
    assertThat(what.getAsBoolean()).isTrue();
  }

  private String nextChosen() throws InterruptedException {
    return chosen.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void aPanelShowsItAndWhatIsChosenIsDone() throws Exception {
    try (Panel panel = new Panel(bus.address());
        Tray tray = new StatusNotifierTray(bus.address(), usual("All is stored."))) {
      String icon = panel.awaitIcon();
      await(tray::isVisible);
      var properties = panel.properties(icon);
      assertThat(properties.get("Id").getValue()).isEqualTo("tidelock");
      assertThat(properties.get("IconPixmap").getSig()).isEqualTo("a(iiay)");
      assertThat(properties.get("ToolTip").getSig()).isEqualTo("(sa(iiay)ss)");
      assertThat(properties.get("Menu").getValue().toString()).isEqualTo("/MenuBar");
      assertThat(panel.draw(icon))
          .containsExactly(
              "1 All is stored. (off)",
              "2 ---",
              "3 Open",
              "4 Pause",
              "5   30 minutes",
              "6   my__day",
              "7 Quit");
      panel.choose(icon, 6);
      assertThat(nextChosen()).isEqualTo("my_day");
      panel.icon(icon).Activate(1, 2);
      assertThat(nextChosen()).isEqualTo("opened");
    }
  }

  @Test
  void whatChangesIsTold() throws Exception {
    try (Panel panel = new Panel(bus.address());
        Tray tray = new StatusNotifierTray(bus.address(), usual("All is stored."))) {
      String icon = panel.awaitIcon();
      tray.show(usual("Two files wait."));
      assertThat(panel.awaitSignal("menu 1")).doesNotContain("icon").contains("sentence");
      assertThat(panel.draw(icon)).startsWith("1 Two files wait. (off)").endsWith("7 Quit");
      tray.show(content(BLUE, "Two files wait.", choice("Quit")));
      assertThat(panel.awaitSignal("menu 2")).contains("icon").doesNotContain("sentence");
    }
  }

  /// A person points at an item while the menu changes.
  @Test
  void anItemThatHasGoneIsNotTakenForAnother() throws Exception {
    try (Panel panel = new Panel(bus.address());
        Tray tray = new StatusNotifierTray(bus.address(), content(RED, "a", choice("Pause")))) {
      String icon = panel.awaitIcon();
      tray.show(content(RED, "b", choice("Quit"), choice("Pause")));
      panel.awaitSignal("menu 1");
      panel.choose(icon, 1);
      assertThat(panel.draw(icon)).containsExactly("2 Quit", "3 Pause");
      panel.choose(icon, 3);
      assertThat(nextChosen()).isEqualTo("Pause");
      assertThat(chosen).isEmpty();
    }
  }

  /// Progress is told four times a second.
  @Test
  void ofManyChangesTheLastIsShown() throws Exception {
    try (Panel panel = new Panel(bus.address());
        Tray tray = new StatusNotifierTray(bus.address(), usual("0"))) {
      String icon = panel.awaitIcon();
      for (int i = 1; i <= 100; i++) tray.show(usual(i + " files"));
      panel.awaitSignal("menu 100");
      assertThat(panel.draw(icon)).startsWith("1 100 files (off)");
      tray.show(usual("101 files"));
      assertThat(panel.awaitSignal("menu 101"))
          .filteredOn(signal -> signal.startsWith("menu"))
          .hasSizeLessThan(3);
    }
  }

  @Test
  void aPanelMayComeLaterAndBeStartedAnew() throws Exception {
    try (Tray tray = new StatusNotifierTray(bus.address(), usual("All is stored."))) {
      assertThat(tray.isVisible()).isFalse();
      for (int i = 0; i < 2; i++) {
        try (Panel panel = new Panel(bus.address())) {
          assertThat(panel.draw(panel.awaitIcon())).hasSize(7);
          await(tray::isVisible);
        }
        await(() -> !tray.isVisible());
      }
    }
  }

  @Test
  void whereIsNoBusIsNoTray(@TempDir Path folder) {
    try (Tray tray = new StatusNotifierTray("unix:path=" + folder.resolve("none"), usual("a"))) {
      tray.show(usual("b"));
      assertThat(tray.isVisible()).isFalse();
    }
  }

  @Test
  void whatIsLockedAwayIsNotToldAnyMore() throws Exception {
    try (Panel panel = new Panel(bus.address());
        Tray tray = new StatusNotifierTray(bus.address(), usual("secret.txt was uploaded"))) {
      String icon = panel.awaitIcon();
      tray.show(content(BLUE, "Locked", choice("Quit")));
      assertThat(panel.draw(icon)).singleElement().asString().endsWith(" Quit");
    }
  }

  @Test
  void aBusThatGoesTakesThePanelAlong() throws Exception {
    try (Panel panel = new Panel(bus.address());
        Tray tray = new StatusNotifierTray(bus.address(), usual("a"))) {
      panel.awaitIcon();
      await(tray::isVisible);
      bus.kill();
      await(() -> !tray.isVisible());
      tray.show(usual("b"));
    }
  }

  @Test
  void closedItTakesNothingAnyMore() throws Exception {
    Tray tray = new StatusNotifierTray(bus.address(), usual("a"));
    tray.close();
    tray.show(usual("b"));
    assertThat(tray.isVisible()).isFalse();
  }
}
