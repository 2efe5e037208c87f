package org.tidelock.engine.storage;

/// What a storage does by itself, as far as its provider has tried it out or knows it. Where that is weak the provider does more, so that the contract
/// of [ObjectStore] holds all the same.
///
/// @param existing with a name that exists
/// @param cut with an upload that is cut off
public record Guarantees(Existing existing, CutUpload cut) {
  public enum Existing {
    /// The storage keeps what is there.
    REFUSED,
    /// It would take what comes, so that the provider looks first.
    OVERWRITTEN
  }

  public enum CutUpload {
    LEAVES_NOTHING,
    /// A file that no list shows, and that is cleared away later.
    LEAVES_TEMPORARY,
    /// A part under the object's own name, so that the provider uploads under another one and renames.
    LEAVES_PART
  }

  /// What each storage is taken for that says nothing else.
  public static final Guarantees STRONG =
      new Guarantees(Existing.REFUSED, CutUpload.LEAVES_NOTHING);

  public static Guarantees of(boolean refusesExisting, CutUpload cut) {
    return new Guarantees(refusesExisting ? Existing.REFUSED : Existing.OVERWRITTEN, cut);
  }
}
