package dev.midstream.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The app that {@code new} writes. Its files are resources beside this class, with {@code @app@},
 * {@code @package@} and {@code @version@} to be filled in.
 *
 * @param app its name
 * @param packageName its Java package
 * @param version the version of Midstream that it is for
 */
record Template(String app, String packageName, String version) {

    /** Writes all files; their paths relative to the folder. */
    List<Path> write(Path folder) throws IOException {
        String java = packageName.replace('.', '/');
        Map<String, String> files =
                Map.of(
                        "pom.xml",
                        "pom.xml",
                        "README.md",
                        "README.md",
                        "gitignore",
                        ".gitignore",
                        "HelloModule.java",
                        "src/main/java/" + java + "/HelloModule.java",
                        "Greeting.java",
                        "src/main/java/" + java + "/Greeting.java",
                        "GreetingTest.java",
                        "src/test/java/" + java + "/GreetingTest.java");
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = Path.of(file.getValue());
            Path target = folder.resolve(path);
            Files.createDirectories(target.resolveSibling("."));
            Files.writeString(target, filled(file.getKey()));
            written.add(path);
        }
        written.sort(null);
        return written;
    }

    private String filled(String name) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream("new/" + name)) {
            if (in == null) {
                throw new IOException("the template " + name + " is missing in this distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@app@", app)
                    .replace("@package@", packageName)
                    .replace("@version@", version);
        }
    }
}
