/** The engine: generations, pins, loaders and the upgrade pipeline. No sockets, no cluster. */
module dev.midstream.runtime {
    requires transitive dev.midstream.api;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires java.management;
    requires static java.desktop;
    requires static java.sql;
    requires jdk.management;
    requires jdk.jfr;

    // API: embedding
    exports dev.midstream.runtime;
    exports dev.midstream.runtime.finding;
    exports dev.midstream.runtime.journal;
    exports dev.midstream.runtime.upgrade;

    // SPI: doors, builders
    exports dev.midstream.runtime.artefact;
    exports dev.midstream.runtime.generation;
    exports dev.midstream.runtime.http;
    exports dev.midstream.runtime.record;

    // Seen through generations and a status
    exports dev.midstream.runtime.actor;
    exports dev.midstream.runtime.config;
    exports dev.midstream.runtime.graph;
    exports dev.midstream.runtime.job;
    exports dev.midstream.runtime.loader;
    exports dev.midstream.runtime.migration;
    exports dev.midstream.runtime.priority;
    exports dev.midstream.runtime.service;
    exports dev.midstream.runtime.shape;

    uses dev.midstream.runtime.AppSource;
    uses dev.midstream.runtime.HomeService;
}
