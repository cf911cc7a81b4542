package dev.midstream.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.finding.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir Path folder;

    @Test
    void newHomeIsPrivate() throws Exception {
        Home home = Home.at(folder.resolve("a/b"));
        home.lock().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void secondHolderIsToldThePidAndTheFirstKeepsIt() throws Exception {
        Home home = Home.at(folder.resolve("h"));
        try (HomeLock _ = home.lock()) {
            assertThatThrownBy(home::lock)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("MS-ADMIN-001")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(HomeLock.heldHere(home)).isTrue();
        }
        home.lock().close();
    }

    @Test
    void lockNamesTheProcessItIsTakenFor() throws Exception {
        Home home = Home.at(folder.resolve("h"));
        home.lock(4711).close();
        assertThat(home.holder()).contains(4711L);
    }

    @Test
    void remembersAppAndForgetsHttp() throws Exception {
        Home home = Home.at(folder.resolve("h"));
        try (HomeLock _ = home.lock()) {
            home.app(Path.of("/some/app"));
            home.http(new HttpAddress("::1", 80));
            assertThat(home.http()).contains(new HttpAddress("::1", 80));
        }
        assertThat(home.app()).contains(Path.of("/some/app"));
        assertThat(home.http()).isEmpty();
    }

    @Test
    void fileInPlaceOfTheHomeIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("f"));
        assertThatThrownBy(() -> Home.at(file).lock())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-ADMIN-002");
    }

    @Test
    void httpAddressesAreReadAsWritten() {
        assertThat(HttpAddress.parse("0")).contains(new HttpAddress("127.0.0.1", 0));
        assertThat(HttpAddress.parse("0.0.0.0:99")).contains(new HttpAddress("0.0.0.0", 99));
        assertThat(HttpAddress.parse("[::1]:8080")).contains(new HttpAddress("::1", 8080));
        assertThat(HttpAddress.parse("::1:8080")).isEmpty();
        assertThat(HttpAddress.parse("localhost")).isEmpty();
        assertThat(HttpAddress.parse("x:65536")).isEmpty();
        assertThat(HttpAddress.parse(":80")).isEmpty();
    }
}
