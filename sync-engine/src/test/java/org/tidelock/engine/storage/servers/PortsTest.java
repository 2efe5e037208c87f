package org.tidelock.engine.storage.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
  /// As many as made the system give one twice in a row, sooner or later.
  @Test
  void noneIsGivenTwice() throws Exception {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 2000; i++) assertThat(given.add(Ports.free())).isTrue();
  }

  @Test
  void oneThatSomebodyHasIsPassedOver() throws Exception {
    int next = Ports.free() + 1;
    try (ServerSocket there = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.free()).isNotEqualTo(there.getLocalPort());
    }
  }
}
