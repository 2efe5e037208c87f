package org.tidelock.app.cli;

import java.util.List;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Vault;
import picocli.CommandLine;

@CommandLine.Command(description = "Lists the devices of the vault.")
final class DevicesCommand extends VaultCommand {
  DevicesCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) {
    List<DeviceInfo> devices = vault.devices();
    document(Json.object().list("devices", devices, DevicesCommand::json));
    devices.forEach(device -> print(line(device, context())));
    return 0;
  }

  static Json json(DeviceInfo device) {
    return Json.object()
        .put("id", device.id())
        .put("name", device.name())
        .put("thisDevice", device.thisDevice())
        .put("added", device.added())
        .put("lastSeen", device.lastSeen())
        .put("fingerprint", device.fingerprint())
        .put("removed", device.removed());
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
