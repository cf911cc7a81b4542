package libraries.probe;

import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** How each module of this app answers: the stamp it was asked with, and its library's version. */
public final class Probe {

    private Probe() {}

    /** Declares {@code GET /MODULE?stamp=…}, answered with the stamp, a space and the version. */
    public static void route(Wiring wiring, String version, Use use) {
        wiring.http()
                .get(
                        "/" + wiring.module(),
                        call -> Response.text(use.use(call.query("stamp").orElse("none")) + " " + version));
    }

    /** The version in the manifest of the jar that a class is from. */
    public static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        if (version == null) {
            throw new IllegalStateException("no version in the manifest of " + type);
        }
        return version;
    }

    /** The version that Maven has written into the jar of a library. */
    public static String version(Class<?> type, String groupId, String artifactId) {
        String name = "META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " for " + type);
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless two things are equal. */
    public static void same(Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw new IllegalStateException("expected " + expected + ", saw " + seen);
        }
    }
}
