package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What modules leave behind in the JDK and on the host's threads: cleared, harmless, or named. */
@Timeout(120)
class LeftBehindTest {

    private static final String HEAD =
            "package m; import dev.midstream.runtime.shop.*; import java.util.*;"
                    + " import java.util.concurrent.*; import java.lang.management.*;"
                    + " public final class MModule implements dev.midstream.api.AppModule {";

    /** A module that runs a statement whenever it is asked. */
    private static TestApp asks(int version, String body) {
        return asks(version, body, "");
    }

    private static TestApp asks(int version, String body, String more) {
        return TestApp.named("app").module("m", source(version, body, more));
    }

    private static String source(int version, String body, String more) {
        return HEAD
                + " private final int version = "
                + version
                + "; @dev.midstream.api.Provides public Answers answers() {"
                + " return new Answers() { public String slow(String l) { return l; }"
                + " public String answer() { try { return asked(); }"
                + " catch (Exception e) { throw new IllegalStateException(e); } } }; }"
                + " record Data(int a) implements java.io.Serializable {}"
                + " private String asked() throws Exception { "
                + body
                + " } "
                + more
                + " }";
    }

    private static Midstream start(TestApp app) throws Refused {
        return Midstream.builder().artefact(app.bytes()).contract(Answers.class).start();
    }

    private static void upgrade(Midstream midstream, TestApp app) throws Refused {
        UpgradeOptions now = new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(30));
        try (Lease lease = midstream.lease("test")) {
            assertThat(lease.upgrade(app.bytes(), now, StageListener.NONE))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    private static void awaitNoLeaks(Midstream midstream) {
        List<Leak> leaks = midstream.leaks(true);
        for (int again = 0; again < 10 && !leaks.isEmpty(); again++) {
            leaks = midstream.leaks(true);
        }
        assertThat(leaks).isEmpty();
    }

    /** As a door's event loop does it: the module's code on a thread that lives for ever. */
    private static String askLent(Midstream midstream) {
        Generation current = midstream.gate().current();
        ClassLoader loader = current.modules().getFirst().loader();
        try (Pin _ = midstream.gate().lend(current, loader)) {
            return midstream.reference(Answers.class).answer();
        }
    }

    @Test
    void threadLocalsOfAModuleStayWithItsGenerationOnAThreadThatLivesOn() throws Exception {
        String cached =
                "Object[] all = CACHE.get(); all[0] = ((Integer) all[0]) + 1;"
                        + " INHERITED.set(this); OF_JDK.set(new java.lang.ref.SoftReference<>(this));"
                        + " return version + \":\" + all[0];";
        String locals =
                "private static final ThreadLocal<Object[]> CACHE ="
                        + " ThreadLocal.withInitial(() -> new Object[] {0, MModule.class});"
                        + " private static final InheritableThreadLocal<Object> INHERITED ="
                        + " new InheritableThreadLocal<>();"
                        + " private static final ThreadLocal<Object> OF_JDK = new ThreadLocal<>();";
        ThreadLocal<String> ofHost = ThreadLocal.withInitial(() -> "unset");
        ofHost.set("host's");
        try (Midstream midstream = start(asks(0, cached, locals))) {
            for (int i = 1; i <= 100; i++) {
                assertThat(askLent(midstream)).isEqualTo(i - 1 + ":1");
                assertThat(askLent(midstream)).as("kept for the next").isEqualTo(i - 1 + ":2");
                assertThat(ofHost.get()).isEqualTo("host's");
                upgrade(midstream, asks(i, cached, locals));
            }
            awaitNoLeaks(midstream);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.beans.Introspector.getBeanInfo(MModule.class);",
                "ResourceBundle.getBundle(\"m.texts\", Locale.ROOT, MModule.class.getClassLoader());",
                "java.util.logging.Logger.getLogger(\"m.x\").setLevel("
                        + "new java.util.logging.Level(\"MINE\", 777) {});",
                "new java.io.ObjectOutputStream(new java.io.ByteArrayOutputStream())"
                        + ".writeObject(new Data(1));",
                "MModule.class.getDeclaredMethods(); MModule.class.getAnnotations();",
                "java.lang.reflect.Proxy.newProxyInstance(MModule.class.getClassLoader(),"
                        + " new Class<?>[] {Runnable.class}, (p, q, r) -> \"x\").toString();",
                "new ClassValue<Object>() { protected Object computeValue(Class<?> c) {"
                        + " return MModule.class; } }.get(MModule.class);",
                "new CompletableFuture<Object>().orTimeout(1, TimeUnit.MILLISECONDS)"
                        + ".exceptionally(t -> MModule.class).join();",
                "ForkJoinPool.commonPool().submit(() -> MModule.class).get();",
                "List.of(3, 1, 2).parallelStream().map(i -> MModule.class.getName() + i).toList();",
                "java.lang.ref.Cleaner.create().register(new Object(), () -> {});",
                "System.getLogger(\"m\").log(System.Logger.Level.DEBUG, \"x\");",
                "Thread.startVirtualThread(() -> MModule.class.getName()).join();",
                "new Timer(true).cancel();",
            })
    void whatTheJdkCachesDoesNotKeepAModule(String body) throws Exception {
        TestApp first = asks(1, body + " return \"done\";").file("m", "m/texts.properties", "a=b");
        try (Midstream midstream = start(first)) {
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("done");
            upgrade(midstream, asks(2, "return \"2\";"));
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void aThreadThatStopDoesNotEndIsNamedAtOnceAndInTheReport() throws Exception {
        String body =
                "Thread.ofPlatform().daemon().name(\"poller\").start(this::poll); return \"ok\";";
        String more = "private void poll() { Latches.await(\"platform\"); }";
        List<String> warnings = Collections.synchronizedList(new ArrayList<>());
        Handler handler = warningsTo(warnings);
        Logger logger = Logger.getLogger("dev.midstream.runtime.upgrade.unload.UnloadStage");
        logger.addHandler(handler);
        try (Midstream midstream = start(asks(1, body, more))) {
            midstream.reference(Answers.class).answer();
            Latches.awaitInside("platform");
            upgrade(midstream, asks(2, "return \"2\";"));
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("MS-UNLOAD-001 m@1: it left behind thread 'poller' (#")
                    .contains("m.MModule.poll(MModule.java:1)");
            assertThat(midstream.leaks(false).getFirst().heldBy())
                    .singleElement()
                    .asString()
                    .startsWith("thread 'poller' (#")
                    .contains("m.MModule.poll(MModule.java:1)");
            Latches.open("platform");
            awaitNoLeaks(midstream);
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static Handler warningsTo(List<String> warnings) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getMessage().startsWith("MS-UNLOAD-")) {
                    warnings.add(record.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void anIdleExecutorAParkedVirtualThreadAHookAndAnMBeanAreNamed() throws Exception {
        String body =
                "POOL = Executors.newFixedThreadPool(1); POOL.submit(() -> {}).get();"
                        + " Thread.ofVirtual().name(\"parked\").start(this::park);"
                        + " HOOK = new Thread(() -> {}, \"at the end\");"
                        + " Runtime.getRuntime().addShutdownHook(HOOK);"
                        + " ManagementFactory.getPlatformMBeanServer().registerMBean(new Bean(),"
                        + " new javax.management.ObjectName(\"m:type=Bean\")); return \"ok\";";
        String more =
                "private static ExecutorService POOL; private static Thread HOOK;"
                        + " public interface BeanMBean {} public static class Bean"
                        + " implements BeanMBean {}"
                        + " private void park() { Latches.await(\"virtual\"); }";
        try (Midstream midstream = start(asks(1, body, more))) {
            midstream.reference(Answers.class).answer();
            Latches.awaitInside("virtual");
            upgrade(midstream, asks(2, "return \"2\";"));
            List<String> heldBy = midstream.leaks(true).getFirst().heldBy();
            assertThat(heldBy)
                    .anyMatch(what -> what.matches("thread 'pool-\\d+-thread-1' .*, idle at .*"))
                    .anyMatch(what -> what.matches("virtual thread 'parked' .*MModule.park\\(.*"))
                    .contains("shutdown hook 'at the end'", "MBean m:type=Bean");
            cleanUp();
        }
    }

    private static void cleanUp() throws Exception {
        Latches.open("virtual");
        java.lang.management.ManagementFactory.getPlatformMBeanServer()
                .unregisterMBean(new javax.management.ObjectName("m:type=Bean"));
    }

    @Test
    void aDriverThatAModuleBringsServesItsCodeAndGoesWithIt() throws Exception {
        try (Midstream midstream = start(database(0))) {
            Answers answers = midstream.reference(Answers.class);
            for (int i = 1; i <= 20; i++) {
                assertThat(answers.answer()).isEqualTo("driver of MModule" + (i - 1));
                assertThat(noDriverForTheHost()).isTrue();
                upgrade(midstream, database(i));
            }
            awaitNoLeaks(midstream);
        }
    }

    private static boolean noDriverForTheHost() {
        try {
            DriverManager.getConnection("jdbc:made-up:x").close();
            return false;
        } catch (SQLException noSuitableDriver) {
            return true;
        }
    }

    /** A library with a driver of the usual kind, found by the usual call. */
    private static TestApp database(int version) {
        String driver =
                "package db; import java.sql.*; public class MadeUp implements Driver {"
                        + " static { try { DriverManager.registerDriver(new MadeUp()); }"
                        + " catch (SQLException e) { throw new ExceptionInInitializerError(e); } }"
                        + " public boolean acceptsURL(String u) { return u.startsWith(\"jdbc:made-up:\"); }"
                        + " public Connection connect(String u, java.util.Properties p) {"
                        + " return !acceptsURL(u) ? null : (Connection)"
                        + " java.lang.reflect.Proxy.newProxyInstance(MadeUp.class.getClassLoader(),"
                        + " new Class<?>[] {Connection.class}, (o, m, a) ->"
                        + " m.getName().equals(\"getCatalog\") ? p.getProperty(\"user\") : null); }"
                        + " public DriverPropertyInfo[] getPropertyInfo(String u, java.util.Properties p)"
                        + " { return new DriverPropertyInfo[0]; }"
                        + " public int getMajorVersion() { return 1; }"
                        + " public int getMinorVersion() { return 0; }"
                        + " public boolean jdbcCompliant() { return false; }"
                        + " public java.util.logging.Logger getParentLogger() { return null; } }";
        String body =
                "try (java.sql.Connection c = java.sql.DriverManager.getConnection("
                        + "\"jdbc:made-up:x\", \"MModule\" + version, \"\")) {"
                        + " return \"driver of \" + c.getCatalog(); }";
        return TestApp.named("app")
                .library("db:made-up:1", driver)
                .file("db:made-up:1", "META-INF/services/java.sql.Driver", "db.MadeUp\n")
                .module("m", List.of(), List.of("db:made-up:1"), source(version, body, ""));
    }
}
