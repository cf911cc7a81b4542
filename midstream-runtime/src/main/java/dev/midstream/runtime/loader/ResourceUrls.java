package dev.midstream.runtime.loader;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of the entries of one jar: {@code jar:file:/…/x.jar!/entry}, what libraries know best.
 * The address as an object opens from memory, without a file; its text, read anew, is an ordinary
 * address of the jar on the {@link JarShelf}. Knows the jar's content, not the loader. Safe for all
 * threads.
 */
final class ResourceUrls extends URLStreamHandler {

    private static final String INSIDE = "!/";

    private final JarContent jar;
    private final String base;

    ResourceUrls(JarContent jar) {
        this.jar = jar;
        this.base = "jar:" + jar.location().toExternalForm() + INSIDE;
    }

    /** The address of an entry or folder, as the jar names it. */
    URL url(String name) {
        try {
            return URL.of(URI.create(base + encoded(jar.nameInJar(name))), this);
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("resource '" + name + "' of " + base, e);
        }
    }

    private static String encoded(String name) {
        try {
            String path = new URI(null, null, "/" + name, null).toASCIIString().substring(1);
            return path.replace("!", "%21"); // what divides jar and entry
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** As the JDK reads addresses relative to one in a jar: {@code /x} is the jar's {@code x}. */
    @Override
    protected void parseURL(URL url, String spec, int start, int limit) {
        String context = url.getFile(); // null while a URL is made without one
        int inside = context == null ? -1 : context.indexOf(INSIDE);
        if (inside >= 0 && start < limit && spec.charAt(start) == '/') {
            String file = context.substring(0, inside + 1) + spec.substring(start, limit);
            setURL(url, "jar", "", -1, "", null, file, null, url.getRef());
        } else {
            super.parseURL(url, spec, start, limit);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        String text = url.toExternalForm();
        if (!text.startsWith(base)) {
            // Made relative to one of ours, and leads elsewhere.
            return URI.create(text).toURL().openConnection();
        }
        int end = text.indexOf('#', base.length());
        String entry = text.substring(base.length(), end < 0 ? text.length() : end);
        return new InMemory(url, decoded(entry));
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Confined to one thread, as every connection. */
    private final class InMemory extends JarURLConnection {
        private final String name;
        private @Nullable JarFile opened;

        InMemory(URL url, String name) throws MalformedURLException {
            super(url);
            this.name = name;
        }

        @Override
        public void connect() throws IOException {
            if (!exists()) {
                throw new FileNotFoundException(name + " is not in " + jar.location());
            }
            connected = true;
        }

        private boolean exists() {
            return name.isEmpty() || jar.entry(name).isPresent() || jar.isDirectory(name);
        }

        /** The jar on the shelf: a new one for each connection, to be closed by who asked. */
        @Override
        public JarFile getJarFile() throws IOException {
            connect();
            if (opened == null) {
                Optional<Path> file = jar.file();
                if (file.isEmpty()) {
                    throw new FileNotFoundException(jar.location() + " is in memory only");
                }
                opened =
                        new JarFile(
                                file.get().toFile(), false, ZipFile.OPEN_READ, Runtime.version());
            }
            return opened;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            connect();
            return new ByteArrayInputStream(bytes());
        }

        private byte[] bytes() {
            return jar.entry(name).orElse(new byte[0]);
        }

        @Override
        public long getContentLengthLong() {
            return exists() ? bytes().length : -1;
        }

        @Override
        public int getContentLength() {
            return (int) getContentLengthLong();
        }

        @Override
        public String getContentType() {
            String guessed = guessContentTypeFromName(name);
            return guessed == null ? "content/unknown" : guessed;
        }

        /** When the jar was put on the shelf: the time at which the address came to be. */
        @Override
        public long getLastModified() {
            try {
                return jar.file().isPresent()
                        ? Files.getLastModifiedTime(jar.file().get()).toMillis()
                        : 0;
            } catch (IOException gone) {
                return 0;
            }
        }
    }
}
