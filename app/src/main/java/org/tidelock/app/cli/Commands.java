package org.tidelock.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Every command by its name, in the order `help` lists them.
final class Commands {
  private Commands() {}

  static Optional<Command> create(String name, Context context) {
    return Optional.ofNullable(all().get(name)).map(entry -> entry.maker().apply(context));
  }

  record Entry(String summary, Function<Context, Command> maker) {}

  static Map<String, Entry> all() {
    Map<String, Entry> all = new LinkedHashMap<>();
    all.put(
        "create",
        new Entry(
            "Create a vault in an empty storage, and sync a folder with it.", CreateCommand::new));
    all.put(
        "join", new Entry("Make this profile a device of an existing vault.", JoinCommand::new));
    all.put(
        "sync",
        new Entry("Bring this device and the storage to agreement once.", SyncCommand::new));
    all.put("watch", new Entry("Keep syncing until interrupted.", WatchCommand::new));
    all.put("status", new Entry("Say how things stand.", StatusCommand::new));
    all.put(
        "ls",
        new Entry(
            "List a folder of the vault, now, at a time, or what was deleted.", LsCommand::new));
    all.put("search", new Entry("Find names in the vault.", SearchCommand::new));
    all.put("history", new Entry("List the versions of a file.", HistoryCommand::new));
    all.put(
        "restore",
        new Entry("Bring back an earlier version, or something deleted.", RestoreCommand::new));
    all.put("why", new Entry("Explain why a path is, or is not, synced.", WhyCommand::new));
    all.put(
        "ignore",
        new Entry("List, add, remove or test rules for what is left out.", IgnoreCommand::new));
    all.put(
        "select",
        new Entry(
            "Say or choose which part of the vault is on this computer.", SelectCommand::new));
    all.put(
        "folder",
        new Entry(
            "List the folders of this computer that are synced, add or remove one.",
            FolderCommand::new));
    all.put(
        "hold",
        new Entry(
            "Decide what waits for your answer, such as very many removals.", HoldCommand::new));
    all.put(
        "conflicts",
        new Entry("List what was changed on two devices, and settle it.", ConflictsCommand::new));
    all.put("undo", new Entry("List what was changed, by whom, and undo it.", UndoCommand::new));
    all.put("pause", new Entry("Pause syncing.", PauseCommand::new));
    all.put("resume", new Entry("Resume syncing.", ResumeCommand::new));
    all.put("limit", new Entry("Say or limit how much of the line is used.", LimitCommand::new));
    all.put(
        "devices", new Entry("List the devices of the vault, or remove one.", DevicesCommand::new));
    all.put(
        "fingerprint",
        new Entry("Show the six words to compare with another device.", FingerprintCommand::new));
    all.put("verify", new Entry("Check every object of the vault.", VerifyCommand::new));
    all.put(
        "prune", new Entry("Say what in the storage nothing needs any more.", PruneCommand::new));
    all.put(
        "mirror",
        new Entry("Keep a second copy of the vault on another storage.", MirrorCommand::new));
    all.put("provider-view", new Entry("Show what the storage can see.", ProviderViewCommand::new));
    all.put(
        "export",
        new Entry("Decrypt a vault into a folder, without joining it.", ExportCommand::new));
    all.put("storage", new Entry("Try out a storage: what it guarantees.", StorageCommand::new));
    all.put(
        "passphrase",
        new Entry("Change the passphrase, or all secrets of the vault.", PassphraseCommand::new));
    all.put(
        "recovery-kit",
        new Entry("Make a new recovery kit; the old one stops working.", RecoveryKitCommand::new));
    all.put(
        "drill",
        new Entry(
            "Prove that the recovery kit, or the passphrase, opens the vault.", DrillCommand::new));
    all.put(
        "diagnostics",
        new Entry(
            "Save what somebody who helps needs to know, without any name.",
            DiagnosticsCommand::new));
    all.put("help", new Entry("Explain a command.", HelpCommand::new));
    return all;
  }
}
