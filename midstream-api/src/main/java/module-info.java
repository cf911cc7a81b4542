/** What a module compiles against: entry point, wiring, HTTP. Depends on the JDK alone. */
module dev.midstream.api {
    requires static org.jspecify;

    // API
    exports dev.midstream.api;
}
