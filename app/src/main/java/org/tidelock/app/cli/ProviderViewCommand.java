package org.tidelock.app.cli;

import java.util.List;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Said;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Shows what whoever runs the storage sees: the real listing, and what can and cannot be told from it.")
final class ProviderViewCommand extends VaultCommand {
  ProviderViewCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    ProviderView view = vault.providerView();
    var zone = context().clock().getZone();
    document(
        Json.object()
            .put("listed", view.listed())
            .put("storage", view.storage())
            .put("objects", view.objects())
            .put("bytes", view.bytes())
            .list(
                "listing",
                view.listing(),
                o ->
                    Json.object()
                        .put("name", o.name())
                        .put("size", o.size())
                        .put("modified", o.modified()))
            .strings("canSee", english(view.canSee()))
            .strings("cannotSee", english(view.cannotSee())));
    view.listing()
        .forEach(
            o ->
                print(
                    Words.time(o.modified(), zone)
                        + "  "
                        + String.format("%12d", o.size())
                        + "  "
                        + Words.shown(o.name())));
    print(
        "In all: "
            + Words.count(view.objects(), "object", "objects")
            + ", "
            + Words.size(view.bytes()));
    english(view.canSee()).forEach(fact -> print("The storage can see: " + fact));
    english(view.cannotSee()).forEach(fact -> print("The storage cannot see: " + fact));
    return 0;
  }

  private static List<String> english(List<Said> facts) {
    return facts.stream().map(Said::english).toList();
  }
}
