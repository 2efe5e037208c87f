package org.tidelock.engine.merge;

import org.tidelock.engine.history.OpOrder;

/// What the vault is called, and the operation that said so; the last one in operation order counts.
public record VaultName(OpOrder order, String name) {}
