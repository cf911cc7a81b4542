package dev.midstream.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.midstream.runtime.finding.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of error codes and the enums say the same. */
class ErrorsDocTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (MS-[A-Z]+-\\d{3}) \\| [^|]+ \\|");

    @Test
    void pageListsEveryCodeOnceAndNoOther() throws IOException {
        assertThat(codesOfThePage())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(codes());
    }

    @Test
    void codesAreUnique() {
        // The canary: an import that finds nothing must not pass.
        assertThat(codes()).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    }

    private static List<String> codesOfThePage() throws IOException {
        Path page = Path.of(System.getProperty("basedir", "."), "../docs/errors.md");
        List<String> codes = new ArrayList<>();
        Matcher rows = ROW.matcher(Files.readString(page));
        while (rows.find()) {
            codes.add(rows.group(1));
        }
        return codes;
    }

    private static List<String> codes() {
        List<String> codes = new ArrayList<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.midstream")) {
            if (type.isEnum() && type.isAssignableTo(Code.class)) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    codes.add(((Code) constant).id());
                }
            }
        }
        return codes;
    }
}
