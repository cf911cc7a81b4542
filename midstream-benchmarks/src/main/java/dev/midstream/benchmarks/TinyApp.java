package dev.midstream.benchmarks;

import dev.midstream.runtime.artefact.Artefact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** An app of one module, compiled in memory against this class path. */
final class TinyApp {

    private static final String SOURCE =
            """
            package tiny;

            import dev.midstream.api.AppModule;
            import dev.midstream.api.Provides;
            import dev.midstream.benchmarks.contract.Quote;
            import dev.midstream.benchmarks.contract.Register;

            public final class TinyModule implements AppModule {
                private final Quote quote = new Tiny();

                public TinyModule(Register register) {
                    register.register(quote);
                }

                @Provides public Quote quote() {
                    return quote;
                }

                static final class Tiny implements Quote {
                    private int markup = 7;

                    @Override public int priceCents(int article) {
                        return article + markup;
                    }
                }
            }
            """;

    private TinyApp() {}

    /** The artefact file's bytes of an app that provides a {@code Quote}. */
    static byte[] artefact() {
        return artefact("tiny.TinyModule", SOURCE);
    }

    /** The artefact file's bytes of an app of one source file. */
    static byte[] artefact(String className, String source) {
        byte[] jar = jar(compile(className, source));
        Artefact.Module module = new Artefact.Module("tiny", Set.of(), List.of(), jar);
        return new Artefact("tiny-app", List.of(module), List.of()).write();
    }

    private static Map<String, byte[]> compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Outputs outputs = new Outputs(compiler);
        List<String> options =
                List.of("-parameters", "-proc:none", "-cp", System.getProperty("java.class.path"));
        boolean compiled =
                compiler.getTask(
                                null,
                                outputs,
                                null,
                                options,
                                null,
                                List.of(new Source(name, source)))
                        .call();
        if (!compiled) {
            throw new IllegalStateException(
                    "the benchmarks' app does not compile; javac said why on standard error");
        }
        return outputs.classes();
    }

    static byte[] jar(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
                jar.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String entry) {
            super(URI.create("memory:///" + entry), Kind.CLASS);
        }

        @Override
        public ByteArrayOutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Output> written = new LinkedHashMap<>();

        Outputs(JavaCompiler compiler) {
            super(compiler.getStandardFileManager(null, null, null));
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String entry = className.replace('.', '/') + ".class";
            return written.computeIfAbsent(entry, Output::new);
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            written.forEach((entry, output) -> classes.put(entry, output.bytes.toByteArray()));
            return classes;
        }
    }
}
