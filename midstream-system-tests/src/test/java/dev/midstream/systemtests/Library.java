package dev.midstream.systemtests;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A library that {@code apps/libraries} uses for what it is for, in a module of its own.
 *
 * @param module its module in the app; also the name of the property that holds its version
 * @param name as people call it
 * @param exercised what the module does with it for each request
 * @param need what an app has to do so that it works and is collected; empty if nothing
 * @param stays whether the library itself never lets its loader go, whatever an app does
 */
record Library(String module, String name, String exercised, Optional<String> need, boolean stays) {

    /** In the order of the table. */
    static final List<Library> ALL =
            List.of(
                    of(
                            "caffeine",
                            "Caffeine",
                            "bounded cache that expires and refreshes, async cache on the common pool"),
                    of("commons-lang3", "Commons Lang", "strings, reflective builders, times"),
                    of(
                            "flyway",
                            "Flyway",
                            "migrations among the module's resources, applied to H2"),
                    staying(
                            "groovy",
                            "Groovy",
                            "a script compiled by `GroovyShell`, its binding, `JsonSlurper`",
                            "its threads `DFA-cache-cleaner` and `PIC-Cleaner` never end: name it in `midstream.shared`, so that it is loaded once"),
                    of("grpc", "gRPC", "in-process server and channel, unary call with a deadline"),
                    of("gson", "Gson", "records, generic types, pretty printing"),
                    of("guava", "Guava", "cache with weak values, multimaps, hashing, event bus"),
                    of(
                            "h2",
                            "H2",
                            "database in memory through `DriverManager`: batch, transaction, query"),
                    of(
                            "hibernate-validator",
                            "Hibernate Validator",
                            "found as a service; constraints on records, cascades, expressions in messages"),
                    of("hikaricp", "HikariCP", "pool of four connections to H2"),
                    of(
                            "jackson",
                            "Jackson",
                            "records, sealed types, times, YAML; its modules found as services"),
                    of("jetty", "Jetty client", "HTTP client with its own threads and pool"),
                    of("jooq", "jOOQ", "table, insert, aggregate and transaction on H2"),
                    of(
                            "kotlin",
                            "kotlin-stdlib",
                            "collections, sequences and expressions, called from Java"),
                    needing(
                            "log4j",
                            "Log4j 2",
                            "core found as a service, appender, pattern",
                            "its shutdown hook keeps the loader: `log4j2.shutdownHookEnabled=false`, and `LogManager.shutdown` in `stop`"),
                    of("logback", "Logback", "a logging context of its own, encoder, pattern"),
                    of(
                            "mapstruct",
                            "MapStruct",
                            "a mapper made by its annotation processor, found by name"),
                    of(
                            "micrometer",
                            "Micrometer",
                            "counters, timers, JVM binders, scraped as Prometheus text"),
                    of("netty", "Netty", "HTTP server and client on event loops of its own"),
                    of("okhttp", "OkHttp", "HTTP client with a pool of connections"),
                    of(
                            "postgresql",
                            "PostgreSQL driver",
                            "found by `DriverManager`, reads the URL, fails to connect as it should (no server)"),
                    staying(
                            "prometheus",
                            "Prometheus client",
                            "counters, histograms, JVM metrics, text format",
                            "its thread `prometheus-metrics-scheduler` never ends: name it in `midstream.shared`, so that it is loaded once"),
                    of("protobuf", "Protocol Buffers", "messages to bytes and back, `Any`, JSON"),
                    of("snakeyaml", "SnakeYAML", "documents to maps and beans, and back"),
                    needing(
                            "sqlite-jdbc",
                            "SQLite (JNI, shared)",
                            "database in memory through `DriverManager`: table, row, query",
                            "named in `midstream.shared` of the root pom"),
                    needing(
                            "zstd-jni",
                            "zstd (JNI, shared)",
                            "compressed at once, unpacked as a stream",
                            "named in `midstream.shared` of the root pom"));

    private static Library of(String module, String name, String exercised) {
        return new Library(module, name, exercised, Optional.empty(), false);
    }

    private static Library needing(String module, String name, String exercised, String need) {
        return new Library(module, name, exercised, Optional.of(need), false);
    }

    private static Library staying(String module, String name, String exercised, String why) {
        return new Library(module, name, exercised, Optional.of(why), true);
    }

    /** Those of some modules. */
    static List<Library> only(String... modules) {
        List<String> wanted = List.of(modules);
        return ALL.stream().filter(library -> wanted.contains(library.module())).toList();
    }

    /** Its version in a list of all. */
    String in(Map<String, String> versions) {
        return Optional.ofNullable(versions.get(module)).orElseThrow();
    }
}
