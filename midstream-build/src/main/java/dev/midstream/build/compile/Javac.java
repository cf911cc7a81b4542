package dev.midstream.build.compile;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.JavacSettings;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The compiler of the JDK that runs this. Open one per build: modules share what it learns about
 * jar files. Not thread-safe.
 */
public final class Javac implements AutoCloseable {

    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;

    private Javac(JavaCompiler compiler) {
        this.compiler = compiler;
        this.files = compiler.getStandardFileManager(null, null, null);
    }

    /**
     * Opens the compiler.
     *
     * @throws Refused with {@link BuildError#NO_COMPILER} in a JVM without one
     */
    public static Javac open() throws Refused {
        return open(ToolProvider.getSystemJavaCompiler());
    }

    static Javac open(@Nullable JavaCompiler compiler) throws Refused {
        if (compiler == null) {
            throw new Refused(
                    BuildError.NO_COMPILER,
                    System.getProperty("java.home", "this JVM"),
                    "has no compiler (module jdk.compiler)",
                    "Run Midstream on a JDK, not on a JRE");
        }
        return new Javac(compiler);
    }

    /**
     * What a compilation leaves.
     *
     * @param files path in the jar to content
     * @param classes those of the files that come from a source, and from which
     * @param warnings the compiler's warnings, if the settings ask for them
     */
    public record Output(
            SortedMap<String, byte[]> files,
            SortedMap<String, Compiled> classes,
            List<Finding> warnings) {}

    /**
     * A class.
     *
     * @param source the name of the source it came from
     * @param content the class file
     */
    public record Compiled(String source, byte[] content) {}

    /**
     * What the compiler sees beside the sources.
     *
     * @param resources what stands beside the classes, for annotation processors
     * @param classPath jars
     * @param classes classes of the module itself, by entry; they come before the class path
     */
    public record Surroundings(
            SortedMap<String, byte[]> resources,
            List<Path> classPath,
            SortedMap<String, byte[]> classes) {}

    /** Compiles sources of one module. */
    public Output compile(
            String module,
            List<Snapshot.Source> sources,
            Surroundings around,
            JavacSettings settings)
            throws Refused {
        Charset charset = charset(module, settings.encoding());
        MemoryFiles memory = new MemoryFiles(files, charset, around.resources(), around.classes());
        StringWriter output = new StringWriter();
        boolean done;
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, around.classPath());
            // Without a source path javac would compile any .java file that a library carries.
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            files.setLocationFromPaths(
                    StandardLocation.ANNOTATION_PROCESSOR_PATH,
                    settings.processorPath().isEmpty()
                            ? around.classPath()
                            : settings.processorPath());
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            output,
                            memory,
                            null,
                            options(settings),
                            null,
                            sources.stream().map(memory::source).toList());
            // What is written is taken apart again, so its words must be known.
            task.setLocale(Locale.ENGLISH);
            done = task.call();
        } catch (IllegalArgumentException badOption) {
            throw failed(module, "the compiler refuses its options: " + badOption.getMessage());
        } catch (RuntimeException crashed) {
            // javac wraps what an annotation processor throws
            String cause =
                    String.valueOf(crashed.getCause() == null ? crashed : crashed.getCause());
            throw failed(module, "the compiler or an annotation processor failed: " + cause);
        } catch (IOException e) {
            throw failed(module, "the class path cannot be used: " + e);
        }
        List<Finding> findings =
                Diagnostics.of(module, output.toString(), settings.showsWarnings());
        if (!done) {
            boolean explained =
                    findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            if (!explained) {
                throw failed(module, output.toString().strip());
            }
            throw new Refused(findings);
        }
        return new Output(memory.written(), memory.classes(), findings);
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            System.getLogger(Javac.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing the compiler's jar files", e);
        }
    }

    private static List<String> options(JavacSettings settings) {
        List<String> options = withoutRedundantRelease(settings.options());
        boolean decided = options.stream().anyMatch(option -> option.startsWith("-proc"));
        if (!decided && settings.processorPath().isEmpty()) {
            // Processors on the class path run, as they did by themselves before JDK 23.
            options.add("-proc:full");
        }
        return options;
    }

    /**
     * {@code --release} of the running JDK says nothing new, and makes javac read ct.sym for it.
     */
    static List<String> withoutRedundantRelease(List<String> options) {
        List<String> kept = new ArrayList<>(options);
        int at = kept.indexOf("--release");
        String running = String.valueOf(Runtime.version().feature());
        if (at >= 0 && at + 1 < kept.size() && kept.get(at + 1).equals(running)) {
            kept.subList(at, at + 2).clear();
        }
        return kept;
    }

    private static Charset charset(String module, String name) throws Refused {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw failed(module, "unknown source encoding '" + name + "'");
        }
    }

    private static Refused failed(String module, String message) {
        return new Refused(BuildError.COMPILE, module, message, "Mend it and run this again");
    }
}
