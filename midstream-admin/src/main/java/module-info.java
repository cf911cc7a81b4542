/** The home, its lock, and both ends of the admin socket. */
module dev.midstream.admin {
    requires transitive dev.midstream.runtime;
    requires transitive tools.jackson.databind;
    requires static org.jspecify;

    // API: the command line
    exports dev.midstream.admin;

    provides dev.midstream.runtime.HomeService with
            dev.midstream.admin.AdminHome;
}
