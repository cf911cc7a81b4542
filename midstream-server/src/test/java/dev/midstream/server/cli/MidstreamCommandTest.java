package dev.midstream.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MidstreamCommandTest {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stauts",
                "run",
                "run a b",
                "run a --http 70000",
                "run a --http host",
                "build a",
                "upgrade --confirm never",
                "upgrade --wait for-ever",
                "upgrade --drain soon",
                "upgrade --drain -1",
                "upgrade --accept-loss forward",
                "status --nonsense",
                "new",
            })
    void whatIsNotUnderstoodExitsWith64(String line) {
        assertThat(run(line)).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("midstream: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void typoGetsASuggestion() {
        run("stauts");
        assertThat(err.toString()).contains("Did you mean").contains("midstream status");
    }

    @Test
    void usageErrorIsAnObjectToo() {
        assertThat(run("upgrade --json --drain soon")).isEqualTo(Exit.USAGE);
        JsonNode json = json();
        assertThat(json.path("exit").asInt()).isEqualTo(Exit.USAGE);
        assertThat(json.path("verb").asString()).isEqualTo("upgrade");
        assertThat(json.path("code").asString()).isEqualTo("MS-CLI-001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"upgrade", "check", "confirm", "rollback", "status", "history", "leaks"})
    void verbsThatNeedAHostExitWith1WithoutOne(String verb) {
        assertThat(run(verb + " --json --home " + folder)).isEqualTo(Exit.FAILED);
        JsonNode json = json();
        assertThat(json.path("verb").asString()).isEqualTo(verb);
        assertThat(json.path("outcome").asString()).isEqualTo("error");
        assertThat(json.path("code").asString()).isEqualTo("MS-ADMIN-003");
        assertThat(json.path("message").asString()).contains("no Midstream host runs in");
        assertThat(json.path("findings").size()).isEqualTo(1);
    }

    @Test
    void optionsOfLaterIssuesParse() {
        String line =
                "upgrade --accept-loss back --retire cart --strict --confirm now --confirm-running"
                        + " --wait collected --drain 0 --verbose --home "
                        + folder;
        assertThat(run(line)).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("MS-ADMIN-003");
    }

    @Test
    void missingAppExitsWith1ForRunAndBuild() {
        assertThat(run("run " + folder.resolve("nowhere"))).isEqualTo(Exit.FAILED);
        assertThat(run("build " + folder.resolve("nowhere") + " -o x")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("MS-CLI-002");
    }

    @Test
    void newWritesACompleteApp() throws Exception {
        Path app = folder.resolve("new");
        assertThat(run("new " + app + " --json")).isEqualTo(Exit.DONE);
        assertThat(json().path("files").asInt()).isEqualTo(6);
        assertThat(app.resolve("src/main/java/com/example/newapp/HelloModule.java"))
                .content()
                .contains("package com.example.newapp;")
                .doesNotContain("@app@", "@package@");
        assertThat(app.resolve("pom.xml")).content().contains("<artifactId>new</artifactId>");
        assertThat(app.resolve(".gitignore")).exists();
    }

    @Test
    void newRefusesAFullFolderAndABadName() throws Exception {
        Files.createFile(folder.resolve("x"));
        Files.createDirectories(folder.resolve("full/inside"));
        assertThat(run("new " + folder.resolve("full"))).isEqualTo(Exit.FAILED);
        assertThat(run("new " + folder.resolve("x"))).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("MS-CLI-006");
        assertThat(run("new " + folder.resolve("-shop"))).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("MS-CLI-005");
    }

    @Test
    void wordsOfTheArgumentFileAreQuotedAsTheJdkReadsThem() {
        assertThat(HostLaunch.quoted("a b\\c\"d")).isEqualTo("\"a b\\\\c\\\"d\"");
    }

    @Test
    void localRepositoryOfSettingsIsUsedUnlessCommentedOut() throws Exception {
        Path settings = Files.createDirectories(folder.resolve(".m2")).resolve("settings.xml");
        assertThat(LocalRepository.place(folder)).isEqualTo(folder.resolve(".m2/repository"));
        Files.writeString(settings, "<a><!-- <localRepository>/no</localRepository> --></a>");
        assertThat(LocalRepository.place(folder)).isEqualTo(folder.resolve(".m2/repository"));
        Files.writeString(settings, "<a><localRepository> /yes </localRepository></a>");
        assertThat(LocalRepository.place(folder)).isEqualTo(Path.of("/yes"));
    }

    private int run(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);
        return MidstreamCommand.run(new PrintWriter(out), new PrintWriter(err), words);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString().lines().toList().getLast());
    }
}
