package org.tidelock.app.ui;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tidelock.app.ui.activity.ActivityPage;
import org.tidelock.app.ui.devices.DevicesPage;
import org.tidelock.app.ui.files.FilesPage;
import org.tidelock.app.ui.issues.IssuesPage;
import org.tidelock.app.ui.overview.OverviewPage;
import org.tidelock.app.ui.provider.ProviderPage;
import org.tidelock.app.ui.rewind.RewindPage;
import org.tidelock.app.ui.security.SecurityPage;
import org.tidelock.app.ui.settings.SettingsPage;

/// The pages that exist, each with how to make it. A page appears in the sidebar by being put here, and only then.
public final class Pages {
  private final Map<PageId, Function<PageContext, Page>> makers = new EnumMap<>(PageId.class);

  /// Every page of this version.
  public static Pages all() {
    return new Pages()
        .with(PageId.OVERVIEW, OverviewPage::new)
        .with(PageId.FILES, FilesPage::new)
        .with(PageId.ACTIVITY, ActivityPage::new)
        .with(PageId.ISSUES, IssuesPage::new)
        .with(PageId.REWIND, RewindPage::new)
        .with(PageId.DEVICES, DevicesPage::new)
        .with(PageId.PROVIDER_VIEW, ProviderPage::new)
        .with(PageId.SECURITY, SecurityPage::new)
        .with(PageId.SETTINGS, SettingsPage::new);
  }

  public Pages with(PageId id, Function<PageContext, Page> maker) {
    makers.put(id, maker);
    return this;
  }

  /// In sidebar order.
  public List<PageId> ids() {
    return List.copyOf(makers.keySet());
  }

  public Optional<Page> make(PageId id, PageContext context) {
    return Optional.ofNullable(makers.get(id)).map(maker -> maker.apply(context));
  }
}
