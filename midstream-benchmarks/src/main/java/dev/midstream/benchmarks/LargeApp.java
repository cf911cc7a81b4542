package dev.midstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Maven project on disk: a contract, a module of {@value #FILES} files behind it, and a web
 * module whose {@code GET /} is answered by all of them and shows what one method returns.
 */
@SuppressWarnings("InlineFormatString") // each is a file of its own, in effect
final class LargeApp {

    /** How many source files the large module has; each rule's has five classes. */
    static final int FILES = 200;

    private static final int RULES = FILES - 2;
    private static final int EDITED = RULES / 2;

    private static final String PARENT =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example.large</groupId>
              <artifactId>large</artifactId>
              <version>1.0</version>
              <packaging>pom</packaging>
              <modules>
                <module>contract</module>
                <module>rules</module>
                <module>web</module>
              </modules>
              <properties>
                <maven.compiler.release>25</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
            </project>
            """;

    private static final String CHILD =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent>
                <groupId>com.example.large</groupId>
                <artifactId>large</artifactId>
                <version>1.0</version>
              </parent>
              <artifactId>%s</artifactId>
              <dependencies>%s</dependencies>
            </project>
            """;

    private static final String DEPENDENCIES =
            """

                <dependency>
                  <groupId>com.example.large</groupId>
                  <artifactId>contract</artifactId>
                  <version>1.0</version>
                </dependency>
                <dependency>
                  <groupId>dev.midstream</groupId>
                  <artifactId>midstream-api</artifactId>
                  <version>0.1.0</version>
                  <scope>provided</scope>
                </dependency>
            """;

    private static final String CONTRACT =
            """
            package com.example.large.contract;

            /** What the rules say. */
            public interface Rules {

                /** What one of them is called, and what all of them make of an amount. */
                String answer(long cents);
            }
            """;

    private static final String RULE =
            """
            package com.example.large.rules;

            import java.util.List;
            import java.util.Locale;
            import java.util.Map;
            import java.util.TreeMap;

            /** Rule number %1$d. */
            final class Rule%1$03d {

                record Line(String sku, int qty, long cents) {}

                sealed interface Outcome permits Kept, Changed {}

                record Kept(long cents) implements Outcome {}

                record Changed(long cents, String why) implements Outcome {}

                private final Map<String, Line> lines = new TreeMap<>();

                Outcome apply(Line line) {
                    lines.merge(line.sku(), line, Rule%1$03d::sum);
                    long full = line.cents() * line.qty();
                    if (line.qty() >= 10 + %1$d %% 7) {
                        return new Changed(full * 90 / 100, "quantity of " + line.qty());
                    }
                    return switch (line.sku().length() %% 3) {
                        case 0 -> new Changed(full - %1$d, "short name");
                        case 1 -> new Changed(full + %1$d, label().toLowerCase(Locale.ROOT));
                        default -> new Kept(full);
                    };
                }

                long cents(Outcome outcome) {
                    return switch (outcome) {
                        case Kept(long cents) -> cents;
                        case Changed(long cents, String why) -> cents + why.length();
                    };
                }

                List<String> skus() {
                    return lines.values().stream()
                            .filter(line -> line.cents() > %1$d)
                            .map(line -> line.sku() + " x " + line.qty())
                            .sorted()
                            .toList();
                }

                private static Line sum(Line one, Line other) {
                    return new Line(one.sku(), one.qty() + other.qty(), one.cents());
                }

                String label() {
                    return "%2$s";
                }
            }
            """;

    private static final String ALL_RULES =
            """
            package com.example.large.rules;

            import com.example.large.contract.Rules;

            final class AllRules implements Rules {

                @Override
                public String answer(long cents) {
                    long sum = 0;
            %s        return new Rule%03d().label() + " " + sum;
                }
            }
            """;

    private static final String ONE_OF_ALL =
            """
                    var rule%1$03d = new Rule%1$03d();
                    sum += rule%1$03d.cents(rule%1$03d.apply(new Rule%1$03d.Line("tea", 3, cents)));
            """;

    private static final String RULES_MODULE =
            """
            package com.example.large.rules;

            import com.example.large.contract.Rules;
            import dev.midstream.api.AppModule;
            import dev.midstream.api.Provides;

            public final class RulesModule implements AppModule {

                @Provides
                public Rules rules() {
                    return new AllRules();
                }
            }
            """;

    private static final String WEB_MODULE =
            """
            package com.example.large.web;

            import com.example.large.contract.Rules;
            import dev.midstream.api.AppModule;
            import dev.midstream.api.Response;
            import dev.midstream.api.Wiring;

            public final class WebModule implements AppModule {

                private final Rules rules;

                public WebModule(Rules rules) {
                    this.rules = rules;
                }

                @Override
                public void configure(Wiring wiring) {
                    wiring.http().get("/", call -> Response.text(rules.answer(450)));
                }
            }
            """;

    private final Path folder;

    private LargeApp(Path folder) {
        this.folder = folder;
    }

    /** Writes the project into an empty folder; its answer begins with the label. */
    static LargeApp write(Path folder, String label) throws IOException {
        LargeApp app = new LargeApp(folder);
        app.file("pom.xml", PARENT);
        app.file("contract/pom.xml", String.format(CHILD, "contract", ""));
        app.file("rules/pom.xml", String.format(CHILD, "rules", DEPENDENCIES));
        app.file("web/pom.xml", String.format(CHILD, "web", DEPENDENCIES));
        app.source("contract", "Rules", CONTRACT);
        app.source("web", "WebModule", WEB_MODULE);
        app.source("rules", "RulesModule", RULES_MODULE);
        String all =
                IntStream.range(0, RULES)
                        .mapToObj(number -> String.format(ONE_OF_ALL, number))
                        .collect(Collectors.joining());
        app.source("rules", "AllRules", String.format(ALL_RULES, all, EDITED));
        for (int number = 0; number < RULES; number++) {
            app.rule(number, number == EDITED ? label : "rule " + number);
        }
        return app;
    }

    /** Changes the body of one method of one file of the large module. */
    void edit(String label) throws IOException {
        rule(EDITED, label);
    }

    Path folder() {
        return folder;
    }

    /** How many lines the large module's sources have. */
    long lines() throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("rules/src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).size();
            }
        }
        return lines;
    }

    private void rule(int number, String label) throws IOException {
        source("rules", String.format("Rule%03d", number), String.format(RULE, number, label));
    }

    private void source(String module, String name, String text) throws IOException {
        file(module + "/src/main/java/com/example/large/" + module + "/" + name + ".java", text);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
