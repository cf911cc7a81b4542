package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The shop's first two versions, each built once for all classes of tests that do not ask how it is
 * built. In a folder of this run under {@code target}; never written again.
 */
final class BuiltShop {

    private BuiltShop() {}

    private static final class One {
        static final Path ARTEFACT = build("v1", "");
    }

    private static final class Two {
        static final Path ARTEFACT = build("v2", "v2");
    }

    /** The artefact of version 1. */
    static Path v1() {
        return One.ARTEFACT;
    }

    /** The artefact of version 2. */
    static Path v2() {
        return Two.ARTEFACT;
    }

    private static Path build(String name, String overlay) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path folder = Files.createTempDirectory(target, "shop-");
            AppTree tree = AppTree.shop(folder.resolve(name));
            return (overlay.isEmpty() ? tree : tree.overlay(overlay))
                    .build(folder.resolve(name + ".msa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
