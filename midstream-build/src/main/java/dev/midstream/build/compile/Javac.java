package dev.midstream.build.compile;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.JavacSettings;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
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
     * @param warnings the compiler's warnings, if the settings ask for them
     */
    public record Output(SortedMap<String, byte[]> files, List<Finding> warnings) {}

    /** Compiles one module. */
    public Output compile(
            String module, Snapshot snapshot, JavacSettings settings, List<Path> classPath)
            throws Refused {
        Charset charset = charset(module, settings.encoding());
        MemoryFiles memory = new MemoryFiles(files, charset, snapshot.resources());
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter output = new StringWriter();
        boolean done;
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            // Without a source path javac would compile any .java file that a library carries.
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            @Nullable Collection<Path> processors =
                    settings.processorPath().isEmpty() ? null : settings.processorPath();
            if (processors == null) {
                files.setLocation(StandardLocation.ANNOTATION_PROCESSOR_PATH, null);
            } else {
                files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, processors);
            }
            done =
                    compiler.getTask(
                                    output,
                                    memory,
                                    diagnostics,
                                    options(settings),
                                    null,
                                    snapshot.sources().stream().map(memory::source).toList())
                            .call();
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
        List<Finding> findings = findings(module, diagnostics, settings.showsWarnings());
        if (!done) {
            boolean explained =
                    diagnostics.getDiagnostics().stream()
                            .anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
            if (!explained) {
                throw failed(module, output.toString().strip());
            }
            throw new Refused(findings);
        }
        return new Output(memory.written(), findings);
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

    private static List<Finding> findings(
            String module, DiagnosticCollector<JavaFileObject> diagnostics, boolean warnings) {
        List<Finding> errors = new ArrayList<>();
        List<Finding> others = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            String text = diagnostic.toString();
            switch (diagnostic.getKind()) {
                case ERROR ->
                        errors.add(
                                Finding.error(
                                        BuildError.COMPILE, subject(module, diagnostic), text, ""));
                case WARNING, MANDATORY_WARNING -> {
                    if (warnings) {
                        others.add(
                                Finding.warning(
                                        BuildError.COMPILER_WARNING,
                                        subject(module, diagnostic),
                                        text,
                                        ""));
                    }
                }
                case NOTE, OTHER -> {}
            }
        }
        errors.addAll(others);
        return errors;
    }

    private static String subject(String module, Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        if (source == null) {
            return module;
        }
        return diagnostic.getLineNumber() == Diagnostic.NOPOS
                ? source.getName()
                : source.getName() + ":" + diagnostic.getLineNumber();
    }

    private static Charset charset(String module, String name) throws Refused {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw failed(module, "unknown source encoding '" + name + "'");
        }
    }

    private static Refused failed(String module, String message) {
        return new Refused(BuildError.COMPILE, module, message, "");
    }
}
