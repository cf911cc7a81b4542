package dev.midstream.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A configured text that must not be seen: a password, a key, a token.
 *
 * <p>It prints as {@code ***}, wherever it is printed from; only {@link #value} gives it away. The
 * host never logs, records or reports it, and refuses one that stands in an artefact.
 *
 * <p>Immutable. Comparing two takes as long whether they differ early or late.
 *
 * @since 0.1
 */
public final class Secret {

    private static final String SHOWN = "***";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret of a text; for tests, and for what a module reads by itself. */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value"));
    }

    /** The text itself. Hand it to what needs it; do not keep, log or concatenate it. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        secret.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets: a hash is seen in logs, and a short secret is found from it. */
    @Override
    public int hashCode() {
        return SHOWN.hashCode();
    }

    /** Three asterisks, always. */
    @Override
    public String toString() {
        return SHOWN;
    }
}
