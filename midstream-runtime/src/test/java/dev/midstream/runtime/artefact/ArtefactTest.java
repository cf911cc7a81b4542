package dev.midstream.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArtefactTest {

    private static final Artefact SHOP =
            new Artefact(
                    "shop",
                    List.of(
                            module("web", Set.of("contract", "pricing"), "com.x:lib:1:linux"),
                            module("pricing", Set.of("contract"), "org.y:other:2", "com.x:lib:1"),
                            module("contract", Set.of())),
                    List.of(
                            new Artefact.Library("org.y:other:2", jar("other")),
                            new Artefact.Library("com.x:lib:1:linux", jar("linux")),
                            new Artefact.Library("com.x:lib:1", jar("lib"))));

    private static Artefact.Module module(String name, Set<String> requires, String... libraries) {
        return new Artefact.Module(name, requires, List.of(libraries), jar(name));
    }

    private static byte[] jar(String content) {
        // Random, so that the file is long enough to be cut and flipped at many places.
        byte[] noise = new byte[200];
        new Random(content.hashCode()).nextBytes(noise);
        return noise;
    }

    @Test
    void whatIsWrittenIsReadBack() throws Refused {
        Artefact read = Artefact.read(SHOP.write());
        assertThat(read.app()).isEqualTo("shop");
        assertThat(read.modules())
                .extracting(m -> m.name() + m.requires() + m.libraries())
                .containsExactly(
                        "contract[][]",
                        "pricing[contract][com.x:lib:1, org.y:other:2]",
                        "web[contract, pricing][com.x:lib:1:linux]");
        assertThat(read.modules()).extracting(Artefact.Module::jar).contains(jar("web"));
        assertThat(read.libraries())
                .extracting(Artefact.Library::id)
                .containsExactly("com.x:lib:1", "com.x:lib:1:linux", "org.y:other:2");
        assertThat(read.libraries().getFirst().jar()).isEqualTo(jar("lib"));
        assertThat(read.write()).isEqualTo(SHOP.write());
    }

    @Test
    void theSameContentInAnyOrderIsTheSameBytes() {
        Artefact turned =
                new Artefact(
                        "shop",
                        SHOP.modules().reversed().stream()
                                .map(m ->
                                        new Artefact.Module(
                                                m.name(),
                                                new TreeSet<>(m.requires()).reversed(),
                                                m.libraries().reversed(),
                                                m.jar()))
                                .toList(),
                        SHOP.libraries().reversed());
        assertThat(turned.write()).isEqualTo(SHOP.write());
        assertThat(Artefact.release(turned.write())).isEqualTo(Artefact.release(SHOP.write()));
    }

    @Test
    void otherContentIsAnotherRelease() {
        Artefact other = new Artefact("shop2", SHOP.modules(), SHOP.libraries());
        assertThat(Artefact.release(other.write()))
                .hasSize(12)
                .matches("[0-9a-f]+")
                .isNotEqualTo(Artefact.release(SHOP.write()));
    }

    @Test
    void longNamesSurviveTheManifestsLineLength() throws Refused {
        String name =
                "a-module-with-a-name-that-is-much-longer-than-one-manifest-line-may-be-it-is";
        Artefact read =
                Artefact.read(
                        new Artefact(
                                        name + "-app",
                                        List.of(
                                                module(name, Set.of()),
                                                module("b", Set.of(name), "g:" + name + ":1")),
                                        List.of(new Artefact.Library("g:" + name + ":1", jar("l"))))
                                .write());
        assertThat(read.app()).isEqualTo(name + "-app");
        assertThat(read.modules().getLast().requires()).containsExactly(name);
        assertThat(read.modules().getLast().libraries()).containsExactly("g:" + name + ":1");
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] file = SHOP.write();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(Refusals.of(() -> Artefact.read(cut)))
                    .as("cut to " + length)
                    .extracting(Finding::code)
                    .containsAnyOf(
                            ArtefactError.UNREADABLE, ArtefactError.DIGEST, ArtefactError.FORMAT);
        }
    }

    /** The zip's own times and flags are in no digest; what is read from it always is. */
    @Test
    void aByteFlippedAnywhereIsRefusedOrChangesNothing() {
        byte[] file = SHOP.write();
        int refused = 0;
        for (int at = 0; at < file.length; at++) {
            byte[] flipped = file.clone();
            flipped[at] ^= 0x20;
            try {
                assertThat(Artefact.read(flipped).write()).as("flipped at " + at).isEqualTo(file);
            } catch (Refused expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(file.length / 2);
    }

    @Test
    void noiseIsNoArtefact() {
        Finding finding =
                Refusals.one(ArtefactError.UNREADABLE, () -> Artefact.read(jar("anything")));
        assertThat(finding.message()).contains("200 bytes");
        assertThat(finding.remedy()).contains("midstream build");
    }

    @Test
    void anOrdinaryJarIsNoArtefact() {
        byte[] jar = zip(Map.of("a/B.class", jar("x")));
        assertThat(Refusals.one(ArtefactError.FORMAT, () -> Artefact.read(jar)).message())
                .contains("META-INF/MANIFEST.MF");
    }

    @Test
    void aJarWithAManifestOfItsOwnIsNoArtefact() {
        byte[] jar = zip(Map.of("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\r\n\r\n")));
        assertThat(Refusals.one(ArtefactError.FORMAT, () -> Artefact.read(jar)).message())
                .contains("seen none");
    }

    @Test
    void aLaterFormatIsRefusedWithBothNumbers() {
        byte[] file = withManifest("Midstream-Format: 2", "Midstream-Format: 3");
        assertThat(Refusals.one(ArtefactError.FORMAT, () -> Artefact.read(file)).message())
                .contains("format 2 expected, seen '3'");
    }

    @Test
    void anAppWithoutNameIsRefused() {
        byte[] file = withManifest("Midstream-App: shop\r\n", "");
        Refusals.one(ArtefactError.FORMAT, () -> Artefact.read(file));
    }

    @Test
    void anEntryThatIsNotListedIsRefused() {
        Map<String, byte[]> entries = unzip(SHOP.write());
        entries.put("modules/extra.jar", jar("extra"));
        assertThat(Refusals.one(ArtefactError.DIGEST, () -> Artefact.read(zip(entries))).message())
                .contains("modules/extra.jar");
    }

    @Test
    void anEntryThatIsMissingIsRefused() {
        Map<String, byte[]> entries = unzip(SHOP.write());
        entries.remove("modules/pricing.jar");
        Finding finding = Refusals.one(ArtefactError.DIGEST, () -> Artefact.read(zip(entries)));
        assertThat(finding.subject()).isEqualTo("modules/pricing.jar");
        assertThat(finding.message()).contains("no such entry");
    }

    @Test
    void anEntryThatWasChangedIsRefusedWithBothDigests() {
        Map<String, byte[]> entries = unzip(SHOP.write());
        entries.put("modules/pricing.jar", jar("changed"));
        assertThat(Refusals.one(ArtefactError.DIGEST, () -> Artefact.read(zip(entries))).message())
                .contains(Artefact.sha256(jar("changed")))
                .contains(Artefact.sha256(jar("pricing")));
    }

    @Test
    void anEntryThatStandsTwiceIsRefused() {
        Artefact two =
                new Artefact(
                        "a", List.of(module("m1", Set.of()), module("m2", Set.of())), List.of());
        byte[] same = replaced(two.write(), "modules/m2.jar", "modules/m1.jar");
        assertThat(Refusals.of(() -> Artefact.read(same)))
                .extracting(Finding::code)
                .containsExactly(ArtefactError.DUPLICATE);
    }

    @Test
    void aModuleNamedTwiceIsRefused() {
        byte[] file = withManifest("Midstream-Module: contract", "Midstream-Module: web");
        assertThat(Refusals.one(ArtefactError.DUPLICATE, () -> Artefact.read(file)).subject())
                .isEqualTo("web");
    }

    @Test
    void aLibraryNamedTwiceIsRefused() {
        byte[] file =
                withManifest("Midstream-Library: org.y:other:2", "Midstream-Library: com.x:lib:1");
        assertThat(Refusals.one(ArtefactError.DUPLICATE, () -> Artefact.read(file)).subject())
                .isEqualTo("com.x:lib:1");
    }

    @Test
    void theSameModuleTwiceIsNotEvenWritten() {
        Artefact twice =
                new Artefact("a", List.of(module("m", Set.of()), module("m", Set.of())), List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(twice::write)
                .withMessageContaining("m.jar");
    }

    @Test
    void anEntryThatIsNeitherModuleNorLibraryIsRefused() {
        byte[] file = withManifest("Midstream-Module: contract", "Midstream-Thing: contract");
        assertThat(Refusals.one(ArtefactError.FORMAT, () -> Artefact.read(file)).message())
                .contains("modules/contract.jar");
    }

    @Test
    void namesThatTheArtefactDoesNotHoldAreAllNamed() {
        Artefact dangling =
                new Artefact(
                        "a", List.of(module("m", Set.of("nowhere"), "com.x:none:1")), List.of());
        Finding finding =
                Refusals.one(ArtefactError.DANGLING, () -> Artefact.read(dangling.write()));
        assertThat(finding.subject()).isEqualTo("m");
        assertThat(finding.message()).contains("nowhere").contains("com.x:none:1");
    }

    @Test
    void anAppWithoutModulesIsRefused() {
        Artefact empty = new Artefact("void", List.of(), List.of());
        Finding finding = Refusals.one(ArtefactError.EMPTY, () -> Artefact.read(empty.write()));
        assertThat(finding.subject()).isEqualTo("void");
    }

    @Test
    void aZipThatUnpacksToMoreThanTheLimitIsRefusedWithoutUnpackingAllOfIt() {
        int limit = 2 << 20;
        byte[] bomb = zip(Map.of("modules/bomb.jar", new byte[2 * limit]));
        assertThat(bomb.length).isLessThan(limit / 100);
        assertThat(
                        Refusals.one(
                                        ArtefactError.TOO_LARGE,
                                        () -> ArtefactReader.read(bomb, limit))
                                .message())
                .contains("more than 2 MiB");
        assertThat(ArtefactReader.LIMIT_BYTES).isLessThan(Integer.MAX_VALUE);
    }

    private static byte[] withManifest(String from, String to) {
        Map<String, byte[]> entries = unzip(SHOP.write());
        String manifest = new String(entries.get("META-INF/MANIFEST.MF"), StandardCharsets.UTF_8);
        assertThat(manifest).contains(from);
        entries.put("META-INF/MANIFEST.MF", text(manifest.replace(from, to)));
        return zip(entries);
    }

    private static byte[] replaced(byte[] file, String from, String to) {
        String latin = new String(file, StandardCharsets.ISO_8859_1);
        // Only the names in the zip's own headers, which follow a length; not those in its
        // manifest.
        return latin.replace("\u0000" + from, "\u0000" + to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, byte[]> unzip(byte[] file) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
