package dev.midstream.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts what apps compile against from the distribution into the user's Maven repository, so that
 * {@code mvn test} and an IDE find it.
 */
final class LocalRepository {

    private static final Pattern SETTING =
            Pattern.compile("<localRepository>\\s*([^<$]+?)\\s*</localRepository>");

    /** Not the books that Maven keeps beside them: the user's own repository has its own. */
    private static final Pattern ARTEFACTS = Pattern.compile("\\.(jar|pom)$");

    private LocalRepository() {}

    /** Copies what is missing or different. Does nothing without a distribution. */
    static void install() throws IOException {
        String distributed = System.getProperty("midstream.repository");
        if (distributed == null) {
            return;
        }
        install(Path.of(distributed), place(Path.of(System.getProperty("user.home"))));
    }

    static void install(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> ARTEFACTS.matcher(file.toString()).find())
                            .toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.exists(target) && Files.mismatch(file, target) < 0) {
                continue;
            }
            Files.createDirectories(target.resolveSibling("."));
            // In one step: a Maven that runs now reads the old file or the new one.
            Path next =
                    target.resolveSibling(
                            target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            Files.copy(file, next, StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What the user's settings.xml says, as far as it is a plain path; else ~/.m2/repository. */
    static Path place(Path userHome) throws IOException {
        Path settings = userHome.resolve(".m2/settings.xml");
        if (Files.isRegularFile(settings)) {
            String uncommented = Files.readString(settings).replaceAll("(?s)<!--.*?-->", "");
            Matcher setting = SETTING.matcher(uncommented);
            if (setting.find()) {
                return Path.of(setting.group(1));
            }
        }
        return userHome.resolve(".m2/repository");
    }
}
