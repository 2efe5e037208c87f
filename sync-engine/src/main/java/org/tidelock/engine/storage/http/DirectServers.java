package org.tidelock.engine.storage.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `NO_PROXY` lists, as other programs read it: names, which stand for all below them, too; addresses, and ranges of them (`10.0.0.0/8`), which stand for servers that are named by their address;
/// each of these with a port or without; and `*`. What is none of these stands for nothing.
record DirectServers(List<String> listed) {
  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");

  private static final Pattern FOUR_PARTS = Pattern.compile("\\d+(\\.\\d+){3}");

  static DirectServers of(String list) {
    return new DirectServers(List.of(list.toLowerCase(Locale.ROOT).strip().split("[,\\s]+")));
  }

  boolean has(URI server) {
    return listed.stream().anyMatch(each -> isOne(each, server));
  }

  private static boolean isOne(String listed, URI server) {
    if (listed.equals("*")) return true;
    Matcher port = WITH_PORT.matcher(listed);
    if (!port.matches()) return isHost(listed, server);
    return Integer.parseInt(port.group(2)) == port(server) && isHost(port.group(1), server);
  }

  private static int port(URI server) {
    if (server.getPort() >= 0) return server.getPort();
    return server.getScheme().equals("https") ? 443 : 80;
  }

  private static boolean isHost(String listed, URI server) {
    if (server.getHost() == null) return false; // a name that Java takes for none: my_nas
    String host = server.getHost().toLowerCase(Locale.ROOT);
    Optional<InetAddress> address = address(host);
    if (address.isPresent()) return isIn(listed, address.get());
    String name = listed.replaceFirst("^\\*?\\.", "");
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  private static boolean isIn(String listed, InetAddress address) {
    String[] range = listed.split("/", 2);
    Optional<InetAddress> first = address(range[0]);
    int length = address.getAddress().length * Byte.SIZE;
    if (first.isEmpty() || first.get().getAddress().length * Byte.SIZE != length) return false;
    int fixed = range.length == 1 ? length : bits(range[1]);
    return fixed >= 0
        && fixed <= length
        && network(first.get(), length - fixed).equals(network(address, length - fixed));
  }

  private static int bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static BigInteger network(InetAddress address, int free) {
    return new BigInteger(1, address.getAddress()).shiftRight(free);
  }

  /// Without asking anybody; empty if it is a name, or one of the short forms (`10.1`), of which each program makes something else.
  private static Optional<InetAddress> address(String text) {
    String bare = text.replaceAll("^\\[|]$", "");
    if (!bare.contains(":") && !FOUR_PARTS.matcher(bare).matches()) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
