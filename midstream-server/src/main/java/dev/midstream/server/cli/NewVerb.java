package dev.midstream.server.cli;

import dev.midstream.admin.Version;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a complete app into a new folder. */
@Command(
        name = "new",
        description = "Write a complete app that answers GET / into the folder NAME.")
final class NewVerb extends Verb {

    /** What Maven, a Java package and a file name all take. */
    private static final String NAME = "[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*";

    private static final int LONGEST_NAME = 60;

    @Parameters(
            paramLabel = "NAME",
            description =
                    "The folder; its last part is the app's name: letters, digits, '-', '_', '.'.")
    private Path folder = Path.of("");

    @Override
    Optional<CliReport> run(Screen screen) throws Refused, IOException {
        Path target = folder.toAbsolutePath().normalize();
        String app = String.valueOf(target.getFileName());
        requireName(app);
        requireFree(target);
        Template template = new Template(app, packageOf(app), Version.OWN);
        List<Path> written = template.write(target);
        LocalRepository.install();
        written.forEach(file -> screen.line("  " + screen.green("+") + " " + folder.resolve(file)));
        return Optional.of(
                CliReport.done(
                        name(),
                        "wrote "
                                + folder
                                + "; next: midstream run "
                                + folder
                                + ", then edit a file and: midstream upgrade "
                                + folder,
                        CliReport.object()
                                .put("app", app)
                                .put("folder", target.toString())
                                .put("files", written.size())));
    }

    @Override
    CliReport refusal(List<Finding> findings) {
        return CliReport.failed(name(), findings);
    }

    /** A package that no keyword spoils: {@code new} becomes {@code com.example.newapp}. */
    static String packageOf(String app) {
        String plain = app.replaceAll("[._-]", "").toLowerCase(Locale.ROOT);
        return "com.example." + (SourceVersion.isKeyword(plain) ? plain + "app" : plain);
    }

    private static void requireName(String app) throws Refused {
        if (!app.matches(NAME) || app.length() > LONGEST_NAME) {
            throw new Refused(
                    CliError.NAME,
                    "'" + app + "'",
                    "an app's name is letters and digits with single '-', '_' or '.' between them,"
                            + " begins with a letter and has at most "
                            + LONGEST_NAME
                            + " characters",
                    "For example: midstream new my-shop");
        }
    }

    private static void requireFree(Path target) throws Refused, IOException {
        boolean taken = Files.exists(target) && !Files.isDirectory(target);
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                taken = files.findAny().isPresent();
            }
        }
        if (taken) {
            throw new Refused(
                    CliError.FOLDER_TAKEN,
                    target.toString(),
                    "is there already and not an empty folder",
                    "Give another name, or empty it first");
        }
    }
}
