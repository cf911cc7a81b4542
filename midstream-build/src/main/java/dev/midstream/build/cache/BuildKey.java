package dev.midstream.build.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * A digest of everything an output is made from. Parts are written with their length, so that no
 * two different lists of parts are the same bytes. Not thread-safe.
 */
public final class BuildKey {

    private final MessageDigest digest;

    private BuildKey(MessageDigest digest) {
        this.digest = digest;
    }

    /** A key for one kind of output. */
    public static BuildKey of(String kind) {
        try {
            return new BuildKey(MessageDigest.getInstance("SHA-256")).add(kind);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    /** Adds bytes. */
    public BuildKey add(byte[] part) {
        length(part.length);
        digest.update(part);
        return this;
    }

    /** Adds text. */
    public BuildKey add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a list, its size included. */
    public BuildKey addAll(Collection<String> parts) {
        length(parts.size());
        parts.forEach(this::add);
        return this;
    }

    /** The key in lower-case hexadecimal. Ends the use of this object. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void length(int length) {
        digest.update((byte) (length >>> 24));
        digest.update((byte) (length >>> 16));
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
    }
}
