package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Lists the devices of the vault, adds one that shows a code (join --pair), or removes one: it gets nothing that is written from then on. Both ask for the passphrase even where the profile is kept unlocked.")
final class DevicesCommand extends OwnerCommand {
  enum Action {
    LIST,
    ADD,
    REMOVE
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "list|add|remove",
      description = "list if nothing is given.")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "With remove: as list says it, or the device's name if no other has it.")
  Optional<String> id = Optional.empty();

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "With add: what the new device shows. Asked for if it is not given.")
  Optional<String> code = Optional.empty();

  @Option(names = "--yes", description = "With add: the words are the same; do not ask.")
  boolean yes;

  @Option(
      names = "--stolen",
      description =
          "With remove, if somebody may have the passphrase or the recovery kit, too: both are replaced.")
  boolean stolen;

  @Option(
      names = "--losing",
      description =
          "With remove: also if this device lacks keys of the vault that no device is left to give to it. What lies under them is given up.")
  boolean losing;

  @Option(
      names = "--recovery-kit",
      paramLabel = "FILE",
      description = "With --stolen: where the new kit goes, a .pdf or a .txt.")
  Optional<Path> recoveryKit = Optional.empty();

  @Mixin final NewPassphrase newPassphrase = new NewPassphrase();

  DevicesCommand(Context context) {
    super(context);
  }

  @Override
  boolean isOwners() {
    return action != Action.LIST;
  }

  @Override
  void check() throws TidelockException {
    if (action == Action.REMOVE && id.isEmpty()) {
      throw Problems.usage("A device is missing.", "See tidelock help devices.");
    }
    if (action != Action.REMOVE && id.isPresent()) {
      throw Problems.usage("Only remove names a device.", "See tidelock help devices.");
    }
    if (action != Action.REMOVE && (stolen || recoveryKit.isPresent())) {
      throw Problems.usage("--stolen goes with remove.", "See tidelock help devices.");
    }
    if (losing && (action != Action.REMOVE || stolen)) {
      throw Problems.usage(
          "--losing goes with remove, without --stolen.", "See tidelock help devices.");
    }
    if (action != Action.ADD && (code.isPresent() || yes)) {
      throw Problems.usage("--code and --yes go with add.", "See tidelock help devices.");
    }
    if (action == Action.ADD && !context().terminal().canAsk() && (code.isEmpty() || !yes)) {
      throw Problems.usage(
          "Someone must give the code and compare the words, and there is nobody to ask.",
          "Run it at a terminal, or give --code and --yes.");
    }
    if (stolen != recoveryKit.isPresent()) {
      throw Problems.usage(
          "--stolen and --recovery-kit go together: the old kit opens nothing any more.",
          "See tidelock help devices.");
    }
    if (!stolen && newPassphrase.isGiven()) {
      throw Problems.usage("A new passphrase goes with --stolen.", "See tidelock help devices.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (action == Action.REMOVE) {
      return remove(vault);
    }
    if (action == Action.ADD) {
      return add(vault);
    }
    List<DeviceInfo> devices = vault.devices();
    document(Json.object().list("devices", devices, DevicesCommand::json));
    devices.forEach(device -> print(line(device, context())));
    return 0;
  }

  private int add(Vault vault) throws TidelockException, InterruptedException {
    Terminal terminal = context().terminal();
    Applicant applicant =
        vault.applicant(
            code.isPresent() ? code.get() : terminal.ask("The code that the new device shows: "));
    String name = Words.shown(applicant.name());
    if (!yes && !isRight(name, applicant.words())) {
      throw Problems.usage(
          "The words were not confirmed, so " + name + " was not let in.",
          "Begin again on the new device: somebody may have seen the code.");
    }
    String added = vault.admit(applicant, owner());
    document(Json.object().put("id", added).put("name", applicant.name()).put("added", true));
    print("Added " + name);
    say("Say there that this one has added it: then it fetches the files by itself.");
    return 0;
  }

  private boolean isRight(String name, List<String> words) {
    Terminal terminal = context().terminal();
    terminal.err().println(name + " asks to be let in.");
    terminal.err().println("Words: " + String.join(" ", words));
    return Words.isYes(terminal.ask("Does " + name + " show the same words? [y/N] "));
  }

  private int remove(Vault vault) throws TidelockException, InterruptedException {
    String given = id.orElseThrow();
    if (vault.devices().stream().noneMatch(d -> isCalled(d, given))) {
      vault.sync(); // it may have joined since this device has last looked
    }
    DeviceInfo device = named(vault.devices(), given);
    Optional<Path> kit = Optional.empty();
    if (stolen) {
      NewSecrets secrets = new NewSecrets(this, newPassphrase);
      kit = Optional.of(secrets.all(vault, recoveryKit.orElseThrow(), Optional.of(device.id())));
    } else {
      vault.removeDevice(device.id(), losing, owner());
    }
    document(
        Json.object()
            .put("id", device.id())
            .put("name", device.name())
            .put("removed", true)
            .put("recoveryKit", kit.map(Path::toString)));
    print("Removed " + Words.shown(device.name()));
    kit.ifPresent(file -> print("Recovery kit: " + Words.shown(file.toString())));
    if (stolen) {
      say("The old passphrase and the old kit open nothing that is written from now on.");
    }
    say("What is written from now on is sealed under a new key, which that device does not get.");
    say("What lies on its disk, and what it could open until now, stays readable there.");
    say("If it knows the password of the storage, change that, too.");
    return 0;
  }

  private static boolean isCalled(DeviceInfo device, String given) {
    return device.id().equals(given) || device.name().equals(given);
  }

  /// By its whole id, or by its name.
  private static DeviceInfo named(List<DeviceInfo> devices, String given) throws TidelockException {
    List<DeviceInfo> found = devices.stream().filter(d -> d.id().equals(given)).toList();
    if (found.isEmpty()) {
      found = devices.stream().filter(d -> d.name().equals(given)).toList();
    }
    if (found.size() > 1) {
      // Of those that were removed before nothing is to be done.
      List<DeviceInfo> still = found.stream().filter(d -> !d.removed()).toList();
      found = still.size() == 1 ? still : found;
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw Problems.usage(
        found.isEmpty()
            ? "The vault has no device " + Words.shown(given) + "."
            : "Several devices are called " + Words.shown(given) + ".",
        "Give the id: tidelock devices lists them.");
  }

  static Json json(DeviceInfo device) {
    return Json.object()
        .put("id", device.id())
        .put("name", device.name())
        .put("thisDevice", device.thisDevice())
        .put("added", device.added())
        .put("lastSeen", device.lastSeen())
        .put("fingerprint", device.fingerprint())
        .put("removed", device.removed())
        .put("removedAt", device.removedAt());
  }

  static String line(DeviceInfo device, Context context) {
    var zone = context.clock().getZone();
    return Words.shown(device.name())
        + (device.thisDevice() ? " (this device)" : "")
        + (device.removed() ? " (removed)" : "")
        + ", added "
        + Words.time(device.added(), zone)
        + device.lastSeen().map(time -> ", last seen " + Words.time(time, zone)).orElse("")
        + ", "
        + device.fingerprint()
        + ", id "
        + device.id();
  }
}
