package dev.midstream.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One part of a snapshot's file.
 *
 * @param kind what it has
 * @param section the section that it belongs to; 0 if none
 * @param payload CBOR, of its own
 */
record Frame(Kind kind, int section, byte[] payload) {

    /** The kinds, by the names that the file has. */
    enum Kind {
        /** First: what the file is. */
        HEAD("head"),
        /** A type of actors, with the shapes of its states and messages. Before its actors. */
        TYPE("type"),
        /** Some actors of a section. */
        ACTORS("actors"),
        /** Last: how much there was. */
        END("end");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** The checksum of all three, so that none can be exchanged. */
    long checksum() {
        CRC32C sum = new CRC32C();
        sum.update(kind.label().getBytes(StandardCharsets.US_ASCII));
        sum.update(section >>> 24);
        sum.update(section >>> 16);
        sum.update(section >>> 8);
        sum.update(section);
        sum.update(payload);
        return sum.getValue();
    }
}
