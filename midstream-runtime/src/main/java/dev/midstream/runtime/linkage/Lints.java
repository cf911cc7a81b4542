package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.linkage.Problem.At;
import dev.midstream.runtime.linkage.Resolver.Resolved;
import java.lang.reflect.AccessFlag;
import java.util.Optional;
import java.util.Set;

/** Warns of what a module's own code does that does not go well with being replaced. */
final class Lints {

    private static final Set<String> THREAD_OWNERS =
            Set.of("java/lang/Thread", "java/lang/Thread$Builder", "java/lang/VirtualThread");
    private static final Set<String> POOLS =
            Set.of(
                    "java/util/concurrent/ThreadPoolExecutor",
                    "java/util/concurrent/ScheduledThreadPoolExecutor",
                    "java/util/concurrent/ForkJoinPool",
                    "java/util/Timer");

    private final ReferenceCheck references;
    private final Report report;

    Lints(ReferenceCheck references, Report report) {
        this.references = references;
        this.report = report;
    }

    void check(Definition type) {
        for (Body body : type.facts().bodies()) {
            for (Reference reference : body.references()) {
                check(At.of(type, body, reference), body, reference.symbol());
            }
        }
    }

    private void check(At at, Body body, Symbol symbol) {
        switch (symbol.use()) {
            case CALL_STATIC, CALL_VIRTUAL, CALL_INTERFACE, CALL_SPECIAL -> call(at, symbol);
            case PUT_STATIC -> {
                if (!body.method().equals(Body.CLASS_INITIALIZER)) {
                    written(at, symbol);
                }
            }
            case CHANGED_STATIC -> changed(at, symbol);
            case CLASS, NEW, LAMBDA, GET_FIELD, PUT_FIELD, GET_STATIC -> {}
        }
    }

    private void call(At at, Symbol symbol) {
        if (!isInteresting(symbol)) {
            return;
        }
        Optional<Resolved.Found> found = references.member(at.type(), symbol);
        String owner = found.map(member -> member.in().name()).orElse(symbol.owner());
        String name = symbol.name();
        String called = Descriptors.name(owner) + "." + name;
        if (startsThread(owner, name)) {
            warn(
                    at,
                    LintCode.THREADS,
                    "starts threads with "
                            + (symbol.isConstructor() ? "new " + Descriptors.name(owner) : called)
                            + "; the host does not end them with the module",
                    "End them in stop(): a thread that goes on keeps the old version loaded");
        } else if (owner.equals("java/lang/Runtime") && name.equals("addShutdownHook")) {
            warn(
                    at,
                    LintCode.SHUTDOWN_HOOK,
                    "adds a shutdown hook, which keeps this version loaded until the process ends",
                    "Do it in stop()");
        } else if (isExit(owner, name)) {
            warn(
                    at,
                    LintCode.EXIT,
                    "calls " + called + ", which ends the host and all its modules",
                    "Throw an exception instead");
        } else if (owner.equals("java/sql/DriverManager") && name.equals("registerDriver")) {
            warn(
                    at,
                    LintCode.DRIVER,
                    "registers a JDBC driver for the whole process, which keeps this version loaded",
                    "Leave it to ServiceLoader, or deregister it in stop()");
        }
    }

    /** Cheap, by name alone: nearly no call passes. */
    private static boolean isInteresting(Symbol symbol) {
        String owner = symbol.owner();
        String key = symbol.key();
        return key.startsWith("start")
                || owner.equals("java/util/concurrent/Executors")
                || (symbol.isConstructor() && POOLS.contains(owner))
                || key.startsWith("addShutdownHook")
                || key.startsWith("exit(")
                || key.startsWith("halt(")
                || key.startsWith("registerDriver");
    }

    private static boolean startsThread(String owner, String name) {
        return switch (name) {
            case "start", "startVirtualThread" ->
                    THREAD_OWNERS.contains(owner)
                            || owner.equals("java/lang/Thread$Builder$OfVirtual")
                            || owner.equals("java/lang/Thread$Builder$OfPlatform");
            case "<init>" -> POOLS.contains(owner);
            default ->
                    owner.equals("java/util/concurrent/Executors")
                            && name.startsWith("new")
                            && !name.startsWith("newVirtualThreadPerTask");
        };
    }

    private static boolean isExit(String owner, String name) {
        return (owner.equals("java/lang/System") && name.equals("exit"))
                || (owner.equals("java/lang/Runtime")
                        && (name.equals("exit") || name.equals("halt")));
    }

    private void written(At at, Symbol symbol) {
        references
                .member(at.type(), symbol)
                .filter(field -> field.in().ofModule() && !field.has(AccessFlag.SYNTHETIC))
                .ifPresent(field ->
                        warn(
                                at,
                                LintCode.STATIC_STATE,
                                "keeps state in the static field "
                                        + Descriptors.member(field.in().name(), symbol.key())
                                        + ", which begins anew with each new version",
                                "Keep it in the instance, or in the host: an upgrade then says what"
                                        + " becomes of it"));
    }

    private void changed(At at, Symbol symbol) {
        written(at, symbol);
    }

    private void warn(At at, LintCode code, String text, String remedy) {
        report.add(
                new Problem(code, Severity.WARNING, at, code.id(), at.text() + " " + text, remedy));
    }
}
