package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet;
import org.tidelock.engine.sim.SimFleet.Device;

/// A test of what some simulated devices make of what their persons do.
abstract class FleetFixture {
  private final List<SimFleet> fleets = new ArrayList<>();
  SimFleet fleet;
  Device a;
  Device b;

  /// Devices that have met; the first two are `a` and `b`.
  void fleet(FileSystemMode... modes) throws Exception {
    fleet = SimFleet.of(modes);
    fleets.add(fleet);
    a = fleet.device(0);
    if (modes.length > 1) b = fleet.device(1);
  }

  void twoDevices() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.LINUX);
  }

  void threeDevices() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.LINUX, FileSystemMode.LINUX);
  }

  @AfterEach
  void end() throws Exception {
    for (SimFleet each : fleets) each.close();
  }

  List<SyncReport> settle() throws Exception {
    return fleet.settle();
  }

  /// After they have settled, each device has exactly this: `/` for a folder, the text of a file.
  void assertAll(Map<String, String> tree) throws Exception {
    settle();
    for (Device device : devices()) assertThat(device.tree()).isEqualTo(tree);
  }

  /// After they have settled, all devices have the same.
  SortedMap<String, String> same() throws Exception {
    settle();
    SortedMap<String, String> tree = a.treeWithAttributes();
    for (Device device : devices()) assertThat(device.treeWithAttributes()).isEqualTo(tree);
    return a.tree();
  }

  List<Device> devices() {
    return fleet.devices();
  }

  long packs() throws Exception {
    return fleet.objects("packs");
  }

  long segments() throws Exception {
    return fleet.objects("log");
  }

  /// The first device writes it, and all know that the others have it.
  void both(String path, String text) throws Exception {
    a.user().write(path, text);
    settle();
  }

  /// What is at which path: `path` is a folder, `path=text` a file.
  static Map<String, String> tree(String... paths) {
    Map<String, String> tree = new TreeMap<>();
    for (String path : paths) {
      int at = path.indexOf('=');
      tree.put(at < 0 ? path : path.substring(0, at), at < 0 ? "/" : path.substring(at + 1));
    }
    return tree;
  }
}
