package dev.midstream.runtime.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warnings about a module's own code, and what is not worth one. */
class LintsTest {

    private static final String IMPORTS =
            "import java.util.*; import java.util.concurrent.*; import java.util.concurrent.atomic.*; ";

    private static List<Finding> of(String body) throws Refused {
        return LinkedApps.findings(
                TestApp.named("app")
                        .module("m", "package m; " + IMPORTS + "class M { " + body + " }"));
    }

    private static Finding one(LintCode code, String body) throws Refused {
        List<Finding> findings = of(body);
        assertThat(findings).as(body).extracting(Finding::code).containsExactly(code);
        assertThat(findings.getFirst().severity()).isEqualTo(Severity.WARNING);
        return findings.getFirst();
    }

    @Test
    void threadsAreNamedWithTheFirstPlace() throws Refused {
        for (String starting :
                List.of(
                        "new Thread(() -> {}).start();",
                        "Thread.startVirtualThread(() -> {});",
                        "Thread.ofVirtual().start(() -> {});",
                        "Thread.ofPlatform().daemon().start(() -> {});",
                        "Executors.newFixedThreadPool(2);",
                        "new Timer();",
                        "new ForkJoinPool();")) {
            one(LintCode.THREADS, "void a() { " + starting + " }");
        }
        Finding finding =
                one(
                        LintCode.THREADS,
                        "\\nvoid a() {\\nnew Timer(); } void b() { new Timer(); } void c() { new Timer(); }"
                                .translateEscapes());
        assertThat(finding.message())
                .startsWith("m.M.a (M.java:3) starts threads")
                .endsWith("(and at 2 more places)");
    }

    @Test
    void aThreadOfAClassOfItsOwnIsOneToo() throws Refused {
        one(
                LintCode.THREADS,
                "static class Mine extends Thread {} void a() { new Mine().start(); }");
    }

    @Test
    void otherStartsAndExecutorsThatAreGivenAreNone() throws Refused {
        assertThat(
                        of(
                                "void start() {} void a(ExecutorService e, Process p) throws Exception {"
                                        + " start(); e.submit(() -> {}); new ProcessBuilder().start();"
                                        + " CompletableFuture.runAsync(() -> {}); }"))
                .isEmpty();
    }

    @Test
    void shutdownHooksExitsAndDrivers() throws Refused {
        one(
                LintCode.SHUTDOWN_HOOK,
                "void a(Thread t) { Runtime.getRuntime().addShutdownHook(t); }");
        one(LintCode.EXIT, "void a() { System.exit(1); }");
        one(LintCode.EXIT, "void a() { Runtime.getRuntime().halt(1); }");
        one(
                LintCode.DRIVER,
                "void a(java.sql.Driver d) throws Exception { java.sql.DriverManager.registerDriver(d); }");
    }

    @Test
    void staticStateIsWhatIsWrittenAfterTheBeginning() throws Refused {
        Finding finding = one(LintCode.STATIC_STATE, "static int calls; void a() { calls++; }");
        assertThat(finding.message()).contains("the static field m.M.calls");
        one(
                LintCode.STATIC_STATE,
                "static final Map<String, String> SEEN = new HashMap<>(); void a() { SEEN.put(\"a\", \"b\"); }");
        one(
                LintCode.STATIC_STATE,
                "static final AtomicInteger N = new AtomicInteger(); int a() { return N.incrementAndGet(); }");
        one(
                LintCode.STATIC_STATE,
                "static final LongAdder N = new LongAdder(); void a() { N.increment(); }");
    }

    @Test
    void constantsAreNoState() throws Refused {
        assertThat(
                        of(
                                "static final int A = 1; static int unwritten = 2; static final String[] S = {\"a\"};"
                                        + " static final Map<String, String> M = new HashMap<>(); static { M.put(\"a\", \"b\"); }"
                                        + " static final List<String> L = List.of(\"x\");"
                                        + " Object a(List<String> l) { l.add(L.get(0)); Map<String, String> own = new HashMap<>();"
                                        + " own.put(M.get(\"a\"), S[0]); assert l != null; return own; }"
                                        + " enum E { X, Y { } } record R(int a) { } Runnable r = () -> { };"))
                .isEmpty();
    }

    private static List<Finding> grown(String before, String after, String user) throws Refused {
        return LinkedApps.findings(LinkedApps.outgrown(before, after, user));
    }

    @Test
    void aSwitchOverAnEnumThatHasGrown() throws Refused {
        String before = "public enum Mode { ON, OFF }";
        String after = "public enum Mode { ON, BROKEN, OFF }";
        String exhaustive =
                "public class U {\\nint a(c.Mode m) {\\nreturn switch (m) { case ON -> 1; case OFF -> 2; }; } }";
        List<Finding> findings = grown(before, after, exhaustive.translateEscapes());
        assertThat(findings).extracting(Finding::code).containsExactly(LintCode.UNKNOWN_CASE);
        assertThat(findings.getFirst().message())
                .isEqualTo(
                        "u.U.a (U.java:3) has a switch that knew every case when it was compiled, and"
                                + " has none for c.Mode.BROKEN: it will throw MatchException");
        assertThat(grown(before, before, exhaustive.translateEscapes())).isEmpty();
        assertThat(
                        grown(
                                before,
                                after,
                                "public class U { int a(c.Mode m) { switch (m) { case ON: return 1; default: return 2; } } }"))
                .isEmpty();
        assertThat(
                        grown(
                                before,
                                after,
                                "public class U { int a(c.Mode m) { return switch (m) { case ON -> 1; case c.Mode x when x.ordinal() > 5 -> 3; case OFF -> 2; }; } }"))
                .hasSizeLessThan(2);
    }

    @Test
    void twoSwitchesOverOneEnumAreToldApart() throws Refused {
        List<Finding> findings =
                grown(
                        "public enum Mode { ON, OFF }",
                        "public enum Mode { ON }",
                        "public class U { int a(c.Mode m) { return switch (m) { case ON -> 1; case OFF -> 2; }; }"
                                + " int b(c.Mode m) { switch (m) { case OFF: return 1; default: return 0; } } }");
        assertThat(findings).isEmpty();
    }

    @Test
    void aSwitchOverASealedTypeThatHasGrown() throws Refused {
        String before =
                "public sealed interface Shape { record Disc(int r) implements Shape {} record Box(int a) implements Shape {} }";
        String after =
                before.substring(0, before.length() - 1)
                        + "sealed interface Flat extends Shape { record Dot() implements Flat {} } }";
        String user =
                "public class U { int a(c.Shape s) { return switch (s) { case c.Shape.Disc d when d.r() > 3 -> 0; case c.Shape.Disc d -> 1; case c.Shape.Box(int b) -> b; }; } }";
        List<Finding> findings = grown(before, after, user);
        assertThat(findings).extracting(Finding::code).containsExactly(LintCode.UNKNOWN_CASE);
        assertThat(findings.getFirst().message()).contains("has none for c.Shape$Flat$Dot:");
        assertThat(grown(before, before, user)).isEmpty();
        assertThat(
                        grown(
                                before,
                                after,
                                "public class U { int a(c.Shape s) { return switch (s) { case c.Shape.Disc d -> 1; default -> 0; }; } }"))
                .isEmpty();
    }
}
