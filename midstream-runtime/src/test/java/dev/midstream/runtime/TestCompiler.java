package dev.midstream.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources given as text against classes given as bytes, and the API. */
final class TestCompiler {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|@interface|enum|record)\\s+(\\w+)");

    private TestCompiler() {}

    /**
     * Compiles.
     *
     * @param sources compilation units; each one's first type names its file
     * @param visible class files that they may refer to, by entry name
     * @return the class files, by entry name
     */
    static Map<String, byte[]> compile(List<String> sources, Map<String, byte[]> visible) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach(source -> units.add(new Source(source)));
        try (StandardJavaFileManager standard =
                        JAVAC.getStandardFileManager(
                                diagnostics, Locale.ROOT, StandardCharsets.UTF_8);
                InMemory files = new InMemory(standard, visible)) {
            List<String> options =
                    List.of(
                            "-parameters",
                            "-proc:none",
                            "-Xlint:none",
                            "-classpath",
                            String.join(
                                    File.pathSeparator,
                                    TestApp.apiLocation(),
                                    testClasses(),
                                    location(org.slf4j.Logger.class)));
            boolean compiled =
                    JAVAC.getTask(new StringWriter(), files, diagnostics, options, null, units)
                            .call();
            if (!compiled) {
                throw new AssertionError(
                        "the test's sources do not compile: " + diagnostics.getDiagnostics());
            }
            return files.written();
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written to disk", impossible);
        }
    }

    /** Where this module's test classes are: what a test's host shares with its modules. */
    private static String testClasses() {
        return location(TestCompiler.class);
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("memory:///" + fileName(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String fileName(String text) {
            Matcher inPackage = PACKAGE.matcher(text);
            Matcher type = TYPE.matcher(text);
            String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
            return folder + (type.find() ? type.group(1) : "Unknown") + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        private final String binaryName;
        private byte[] bytes;

        Compiled(String binaryName, byte[] bytes) {
            super(URI.create("memory:///" + binaryName.replace('.', '/') + ".class"), Kind.CLASS);
            this.binaryName = binaryName;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    bytes = toByteArray();
                }
            };
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> visible;
        private final Map<String, Compiled> written = new TreeMap<>();

        InMemory(JavaFileManager standard, Map<String, byte[]> visible) {
            super(standard);
            this.visible = visible;
        }

        Map<String, byte[]> written() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((entry, compiled) -> classes.put(entry, compiled.bytes));
            return classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject near) {
            Compiled compiled = new Compiled(className, new byte[0]);
            written.put(className.replace('.', '/') + ".class", compiled);
            return compiled;
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location,
                String packageName,
                Set<JavaFileObject.Kind> kinds,
                boolean recurse)
                throws IOException {
            List<JavaFileObject> found = new ArrayList<>();
            super.list(location, packageName, kinds, recurse).forEach(found::add);
            if (location == StandardLocation.CLASS_PATH
                    && kinds.contains(JavaFileObject.Kind.CLASS)) {
                visible.forEach((entry, bytes) -> {
                    int slash = entry.lastIndexOf('/');
                    String in = slash < 0 ? "" : entry.substring(0, slash).replace('/', '.');
                    if (entry.endsWith(".class") && in.equals(packageName)) {
                        String name = entry.substring(0, entry.length() - ".class".length());
                        found.add(new Compiled(name.replace('/', '.'), bytes));
                    }
                });
            }
            return found;
        }

        @Override
        public String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof Compiled compiled
                    ? compiled.binaryName
                    : super.inferBinaryName(location, file);
        }
    }
}
