package dev.midstream.build.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in memory what the compiler and annotation processors write; class paths are files. One per
 * compilation, used by the compiler's one thread.
 */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Charset charset;
    private final Map<String, byte[]> resources;
    private final SortedMap<String, Output> classes = new TreeMap<>();
    private final SortedMap<String, Output> generatedSources = new TreeMap<>();

    private final SortedMap<String, Output> known = new TreeMap<>();

    /**
     * Output beside these resources, which processors may read as if they had been copied.
     *
     * @param known classes of the module that are not compiled now; first on the class path
     */
    MemoryFiles(
            StandardJavaFileManager files,
            Charset charset,
            Map<String, byte[]> resources,
            Map<String, byte[]> known) {
        super(files);
        this.charset = charset;
        this.resources = resources;
        known.forEach((name, content) ->
                this.known.put(name, new Output(name, JavaFileObject.Kind.CLASS, content)));
    }

    /** The classes that came from a source, and from which; not those of generated sources. */
    SortedMap<String, Javac.Compiled> classes() {
        SortedMap<String, Javac.Compiled> compiled = new TreeMap<>();
        classes.forEach((name, output) -> {
            if (output.isWritten() && !output.source().isEmpty()) {
                compiled.put(name, new Javac.Compiled(output.source(), output.content()));
            }
        });
        return compiled;
    }

    /** What belongs into the jar: classes, and resources that processors wrote. */
    SortedMap<String, byte[]> written() {
        SortedMap<String, byte[]> written = new TreeMap<>();
        classes.forEach((name, output) -> {
            // A processor that only looked for a file has asked for it as an output, too.
            if (output.isWritten()) {
                written.put(name, output.content());
            }
        });
        return written;
    }

    /** A source of the snapshot. The compiler names it as the file it was read from. */
    JavaFileObject source(Snapshot.Source source) {
        return new Input(source, charset);
    }

    private static final class Input extends SimpleJavaFileObject {

        private final Snapshot.Source source;
        private final Charset charset;

        Input(Snapshot.Source source, Charset charset) {
            super(source.file().toUri(), JavaFileObject.Kind.SOURCE);
            this.source = source;
            this.charset = charset;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return decode(source.content(), charset);
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(source.content());
        }

        @Override
        public String getName() {
            return source.file().toString();
        }
    }

    @Override
    public boolean hasLocation(Location location) {
        return isOutput(location) || super.hasLocation(location);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location,
            String className,
            JavaFileObject.Kind kind,
            @Nullable FileObject sibling) {
        Output output = output(location, className.replace('.', '/') + kind.extension, kind);
        if (sibling instanceof Input input) {
            output.from(input.source.name());
        }
        return output;
    }

    @Override
    public FileObject getFileForOutput(
            Location location,
            String packageName,
            String relativeName,
            @Nullable FileObject sibling) {
        return output(location, path(packageName, relativeName), JavaFileObject.Kind.OTHER);
    }

    @Override
    public @Nullable JavaFileObject getJavaFileForInput(
            Location location, String className, JavaFileObject.Kind kind) throws IOException {
        String name = className.replace('.', '/') + kind.extension;
        if (isOutput(location)) {
            return written(location).get(name);
        }
        Output ours = location == StandardLocation.CLASS_PATH ? known.get(name) : null;
        return ours != null ? ours : super.getJavaFileForInput(location, className, kind);
    }

    @Override
    public @Nullable FileObject getFileForInput(
            Location location, String packageName, String relativeName) throws IOException {
        if (!isOutput(location)) {
            return super.getFileForInput(location, packageName, relativeName);
        }
        String name = path(packageName, relativeName);
        Output output = written(location).get(name);
        if (output != null) {
            return output;
        }
        byte[] resource = resources.get(name);
        if (resource == null) {
            throw new FileNotFoundException(name);
        }
        return new Output(name, JavaFileObject.Kind.OTHER, resource);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (location == StandardLocation.CLASS_PATH && !known.isEmpty()) {
            List<JavaFileObject> all = in(known, packageName, kinds, recurse);
            super.list(location, packageName, kinds, recurse).forEach(all::add);
            return all;
        }
        return isOutput(location)
                ? in(written(location), packageName, kinds, recurse)
                : super.list(location, packageName, kinds, recurse);
    }

    private static List<JavaFileObject> in(
            SortedMap<String, Output> outputs,
            String packageName,
            Set<JavaFileObject.Kind> kinds,
            boolean recurse) {
        String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        List<JavaFileObject> found = new ArrayList<>();
        outputs.tailMap(prefix)
                .forEach((name, output) -> {
                    boolean below = name.startsWith(prefix);
                    if (below
                            && kinds.contains(output.getKind())
                            && (recurse || name.indexOf('/', prefix.length()) < 0)) {
                        found.add(output);
                    }
                });
        return found;
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Output output
                ? output.binaryName()
                : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.equals(b) || a.toUri().equals(b.toUri());
    }

    private Output output(Location location, String name, JavaFileObject.Kind kind) {
        Output known = written(location).get(name);
        if (known != null) {
            return known;
        }
        byte[] copied = location == StandardLocation.CLASS_OUTPUT ? resources.get(name) : null;
        Output output = new Output(name, kind, copied == null ? new byte[0] : copied);
        written(location).put(name, output);
        return output;
    }

    private SortedMap<String, Output> written(Location location) {
        return location == StandardLocation.SOURCE_OUTPUT ? generatedSources : classes;
    }

    private static boolean isOutput(Location location) {
        return location == StandardLocation.CLASS_OUTPUT
                || location == StandardLocation.SOURCE_OUTPUT;
    }

    private static String path(String packageName, String relativeName) {
        return packageName.isEmpty()
                ? relativeName
                : packageName.replace('.', '/') + "/" + relativeName;
    }

    private static String decode(byte[] content, Charset charset) throws IOException {
        return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }

    /** One written file. */
    private static final class Output extends SimpleJavaFileObject {

        private final String name;
        private byte[] content;
        private boolean written;
        private String source = "";

        Output(String name, Kind kind, byte[] content) {
            super(URI.create("memory:///" + name.replace(" ", "%20")), kind);
            this.name = name;
            this.content = content;
        }

        byte[] content() {
            return content;
        }

        void from(String name) {
            source = name;
        }

        String source() {
            return source;
        }

        boolean isWritten() {
            return written;
        }

        String binaryName() {
            return name.substring(0, name.length() - kind.extension.length()).replace('/', '.');
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    content = toByteArray();
                    written = true;
                }
            };
        }

        @Override
        public java.io.Writer openWriter() {
            return new java.io.OutputStreamWriter(openOutputStream(), StandardCharsets.UTF_8);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return decode(content, StandardCharsets.UTF_8);
        }
    }
}
