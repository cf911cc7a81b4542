/** The engine: generations, pins, loaders and the upgrade pipeline. No sockets, no cluster. */
module dev.midstream.runtime {
    requires transitive dev.midstream.api;
    requires org.slf4j;
    requires static org.jspecify;

    // API: embedding
    exports dev.midstream.runtime;
    exports dev.midstream.runtime.finding;
    exports dev.midstream.runtime.journal;
    exports dev.midstream.runtime.upgrade;

    // SPI: doors, builders
    exports dev.midstream.runtime.artefact;
    exports dev.midstream.runtime.generation;
    exports dev.midstream.runtime.http;

    // Found on the class or module path, if there is one
    uses dev.midstream.runtime.HomeService;
}
