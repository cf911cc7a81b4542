package dev.midstream.runtime.upgrade.warm;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * Watches what the JIT does for some class loaders, by their names. JFR tells exactly, about a
 * second late; the queue is asked at once. Without JFR the compiler's total time has to do.
 *
 * <p>Used by one thread; events come on JFR's own.
 */
final class CompileWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CompileWatch.class.getName());

    /** How late JFR's events may come. */
    private static final Duration LAG = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final int TOP_TIER = 4;

    private final Set<String> loaders;
    private final Instant begun = Instant.now();
    private final AtomicInteger compiled = new AtomicInteger();
    private final AtomicInteger deoptimised = new AtomicInteger();
    private final AtomicReference<Instant> last = new AtomicReference<>(begun);
    private final @Nullable CompilationMXBean total = ManagementFactory.getCompilationMXBean();
    private final @Nullable RecordingStream events;
    private long totalMillis;

    CompileWatch(Set<String> loaders) {
        this.loaders = loaders;
        this.events = open();
    }

    private @Nullable RecordingStream open() {
        RecordingStream stream = null;
        try {
            stream = new RecordingStream();
            stream.enable("jdk.Compilation").withThreshold(Duration.ZERO);
            stream.enable("jdk.Deoptimization").withoutStackTrace();
            stream.onEvent("jdk.Compilation", this::compiled);
            stream.onEvent("jdk.Deoptimization", this::deoptimised);
            stream.startAsync();
            return stream;
        } catch (RuntimeException | Error unavailable) {
            LOG.log(System.Logger.Level.DEBUG, "no flight recorder: {0}", unavailable);
            if (stream != null) {
                stream.close();
            }
            return null;
        }
    }

    private void compiled(RecordedEvent event) {
        if (event.getShort("compileLevel") == TOP_TIER && isOurs(event)) {
            compiled.incrementAndGet();
            last.accumulateAndGet(
                    event.getEndTime(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private void deoptimised(RecordedEvent event) {
        if (isOurs(event)) {
            deoptimised.incrementAndGet();
        }
    }

    private boolean isOurs(RecordedEvent event) {
        RecordedMethod method = event.getValue("method");
        RecordedClass type = method == null ? null : method.getType();
        RecordedClassLoader loader = type == null ? null : type.getClassLoader();
        String name = loader == null ? null : loader.getName();
        return name != null && loaders.contains(name);
    }

    /** Methods of these loaders that were compiled at the top tier, as far as is known. */
    int compiled() {
        return compiled.get();
    }

    /** How often compiled code of these loaders was given up, as far as is known. */
    int deoptimised() {
        return deoptimised.get();
    }

    /** Whether nothing of these loaders was compiled at the top tier for a while. */
    boolean quiet() {
        Instant now = Instant.now();
        if (events != null) {
            return last.get().isBefore(now.minus(QUIET).minus(LAG));
        }
        long millis = totalMillis();
        if (millis - totalMillis > QUIET.toMillis() / 20) {
            totalMillis = millis;
            last.set(now);
        }
        return last.get().isBefore(now.minus(QUIET));
    }

    /** How long compilers have worked, in sum; grows while they do. */
    long totalMillis() {
        return total == null ? 0 : total.getTotalCompilationTime();
    }

    /** How many methods are compiled or wait for it; -1 if the JVM does not say. */
    int queued() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            String said =
                    String.valueOf(
                            server.invoke(commands, "compilerQueue", new Object[0], new String[0]));
            return (int) said.lines().filter(CompileWatch::isEntry).count();
        } catch (JMException unavailable) {
            return -1;
        }
    }

    /** A line that begins with the number of a compilation, or with who works on one. */
    private static boolean isEntry(String line) {
        String text = line.strip();
        return !text.isEmpty()
                && (Character.isDigit(text.charAt(0)) || text.contains("CompilerThread"));
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
    }
}
