package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.tray.Tray;
import org.tidelock.app.tray.TrayContent;
import org.tidelock.app.tray.TrayContent.Item;

/// Keeps what it is to show, and lets a test choose of its menu.
final class FakeTray implements Tray, Function<TrayContent, Tray> {
  private volatile @Nullable TrayContent content;
  private volatile boolean closed;

  @Override
  public Tray apply(TrayContent first) {
    content = first;
    return this;
  }

  @Override
  public void show(TrayContent next) {
    content = next;
  }

  TrayContent content() {
    return Objects.requireNonNull(content);
  }

  /// One line for each item, indented by its depth.
  List<String> menu() {
    List<String> lines = new ArrayList<>();
    lines(content().menu(), "", lines);
    return lines;
  }

  private static void lines(List<Item> items, String indent, List<String> lines) {
    for (Item item : items)
      switch (item) {
        case TrayContent.Line line -> lines.add(indent + "(" + line.label() + ")");
        case TrayContent.Choice choice -> lines.add(indent + choice.label());
        case TrayContent.Separator _ -> lines.add(indent + "---");
        case TrayContent.Submenu submenu -> {
          lines.add(indent + submenu.label());
          lines(submenu.items(), indent + "  ", lines);
        }
      }
  }

  void choose(String label) {
    List<TrayContent.Choice> found = new ArrayList<>();
    choices(content().menu(), label, found);
    assertThat(found).as(label + " of " + menu()).hasSize(1);
    found.getFirst().chosen().run();
  }

  private static void choices(List<Item> items, String label, List<TrayContent.Choice> found) {
    for (Item item : items) {
      if (item instanceof TrayContent.Choice choice && choice.label().equals(label))
        found.add(choice);
      if (item instanceof TrayContent.Submenu submenu) choices(submenu.items(), label, found);
    }
  }

  @Override
  public boolean isVisible() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
