/** The encoding of states and messages, and snapshots of all actors in a file. */
module dev.midstream.store {
    requires transitive dev.midstream.runtime;
    requires tools.jackson.core;
    requires tools.jackson.dataformat.cbor;
    requires static org.jspecify;

    // API: snapshots
    exports dev.midstream.store;

    // API: the encoding by itself
    exports dev.midstream.store.encoding;
}
