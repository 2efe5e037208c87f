package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Passphrase;

/// Makes this profile a device of an existing vault without the vault's passphrase: it shows a code, which a person types on a device of the vault ([Vault#applicant]).
///
/// @param passphrase this device's own, for a profile that is not kept unlocked; else it is not looked at
public record PairRequest(
    Path home,
    String storage,
    Path folder,
    String device,
    KeepUnlocked keepUnlocked,
    Optional<Passphrase> passphrase,
    Screen screen)
    implements SetUpRequest {

  /// What is shown to the person, and asked.
  public interface Screen {
    /// Once, when the storage has the request.
    ///
    /// @param code 27 digits in groups, for a few minutes
    /// @param words six, which the other device shows as well
    /// @param until when waiting ends, by this computer's clock
    void show(String code, List<String> words, Instant until);

    /// Asked once there is an answer, before anything of this computer goes to the vault. An answer alone proves nothing: who has seen the code, and can write to the storage, can
    /// give one of another vault.
    ///
    /// @param words the same six
    /// @return whether the other device has shown these words, and says that it has added this one
    boolean isRight(List<String> words);

    /// It stopped waiting, and a device had let it in already: the vault may list it, though it will never come, until a person removes it there.
    void letInMeanwhile();
  }
}
