package dev.midstream.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends over a real Unix socket; the host behind the door is one that a test can hold. */
class AdminDoorIT {

    @TempDir Path folder;

    private final FakeEngine engine = new FakeEngine();
    private HomeLock lock;
    private AdminDoor door;
    private Home home;

    @BeforeEach
    void open() throws Exception {
        home = Home.at(folder.resolve("h"));
        lock = home.lock();
        door = AdminDoor.open(engine, lock);
    }

    @AfterEach
    void close() {
        engine.goOn.countDown();
        door.close();
        lock.close();
    }

    @Test
    void statusHasTheFieldsOfTheCommandLine() throws Exception {
        home.http(new HttpAddress("127.0.0.1", 4711));
        var status = AdminClient.connect(home).status();
        assertThat(status.propertyNames())
                .contains("pid", "http", "generation", "modules", "generations", "actors");
        assertThat(status.path("http").path("port").asInt()).isEqualTo(4711);
        assertThat(status.path("generations").path(0).path("pins").asInt()).isEqualTo(3);
    }

    @Test
    void socketIsPrivateAndGoneAfterClose() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(door.socket())))
                .isEqualTo("rw-------");
        door.close();
        assertThat(door.socket()).doesNotExist();
        assertThatThrownBy(() -> AdminClient.connect(home))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("no Midstream host runs in " + home);
    }

    @Test
    void upgradeSendsTheBytesAndHearsTheStages() throws Exception {
        engine.goOn.countDown();
        byte[] artefact = new byte[3 << 20];
        artefact[artefact.length - 1] = 42;
        List<String> heard = new ArrayList<>();
        try (UpgradeCall call = AdminClient.connect(home).upgrade()) {
            assertThat(call.refusal()).isEmpty();
            assertThat(call.app()).isEqualTo("shop");
            call.at("building");
            UpgradeOptions options =
                    new UpgradeOptions(Confirm.MANUAL, true, Duration.ofSeconds(3));
            Report report =
                    call.send(artefact, options, (stage, ended, _, _) -> heard.add(stage + ended));
            assertThat(report.outcome()).isEqualTo(Report.DONE);
            assertThat(report.to()).isEqualTo(2);
            assertThat(engine.options.get()).isEqualTo(options);
        }
        assertThat(engine.received.get()).isEqualTo(artefact);
        assertThat(heard).containsExactly("loadfalse", "loadtrue", "cutovertrue");
        FakeEngine.await(engine.givenBack);
    }

    @Test
    void secondUpgradeIsRefusedWithWhereTheFirstStands() throws Exception {
        try (UpgradeCall first = AdminClient.connect(home).upgrade()) {
            first.at("building");
            try (UpgradeCall second = AdminClient.connect(home).upgrade()) {
                assertThat(second.refusal()).isPresent();
                assertThat(second.refusal().get().outcome()).isEqualTo(Report.REFUSED);
                assertThat(second.refusal().get().findings().getFirst().message())
                        .contains("upgrade by process");
            }
        }
        FakeEngine.await(engine.givenBack);
    }

    @Test
    void clientThatDiesWhileBuildingGivesTheLeaseBack() throws Exception {
        AdminClient.connect(home).upgrade().close();
        FakeEngine.await(engine.givenBack);
        assertThat(engine.generation()).isEqualTo(1);
    }

    @Test
    void clientThatDiesBeforeTheCutoverCancels() throws Exception {
        UpgradeCall call = AdminClient.connect(home).upgrade();
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(() -> {
                    try {
                        call.send(new byte[10], UpgradeOptions.DEFAULT, StageEvents.NONE);
                    } catch (AdminException hungUp) {
                        // What this test does to itself.
                    }
                });
        FakeEngine.await(engine.reachedLoad);
        call.close();
        FakeEngine.await(engine.cancelled);
        FakeEngine.await(engine.givenBack);
        sending.get(30, TimeUnit.SECONDS);
        assertThat(engine.generation()).isEqualTo(1);
    }

    @Test
    void waitUntilCutoverReportsWhatServes() throws Exception {
        engine.goOn.countDown();
        try (UpgradeCall call = AdminClient.connect(home).upgrade()) {
            Report report =
                    call.sendUntilCutover(new byte[4], UpgradeOptions.DEFAULT, StageEvents.NONE);
            assertThat(report.outcome()).isEqualTo(Report.DONE);
            assertThat(report.from()).isEqualTo(1);
            assertThat(report.to()).isEqualTo(2);
        }
    }

    @Test
    void malformedLinesGetAnErrorAndTheHostServesOn() throws Exception {
        assertThat(raw("this is no json\n")).contains("MS-ADMIN-006");
        assertThat(raw("[1,2]\n")).contains("MS-ADMIN-006");
        assertThat(raw("{\"protocol\":9,\"verb\":\"status\"}\n")).contains("MS-ADMIN-005");
        assertThat(raw("{\"protocol\":1,\"verb\":\"dance\"}\n")).contains("MS-ADMIN-006");
        assertThat(raw("{\"protocol\":1,\"verb\":\"upgrade\"}\n{\"artefact\":\"many\"}\n"))
                .contains("MS-ADMIN-006");
        assertThat(raw("{\"protocol\":1,\"verb\":\"upgrade\"}\n{\"artefact\":99999999999}\n"))
                .contains("MS-ADMIN-008");
        assertThat(AdminClient.connect(home).status().path("app").asString()).isEqualTo("shop");
    }

    @Test
    void failureInsideTheHostIsAnAnswer() throws Exception {
        engine.failing = true;
        assertThatThrownBy(() -> AdminClient.connect(home).status())
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("MS-ADMIN-009");
    }

    @Test
    void staleSocketOfADeadHostIsReplaced() throws Exception {
        door.close();
        Files.createFile(home.path().resolve("admin.sock"));
        door = AdminDoor.open(engine, lock);
        assertThat(AdminClient.running(home)).contains(ProcessHandle.current().pid());
    }

    @Test
    void homeWithALongPathHasItsSocketElsewhere() throws Exception {
        Home deep = Home.at(folder.resolve("x".repeat(60)).resolve("y".repeat(60)));
        try (HomeLock deepLock = deep.lock()) {
            AdminDoor deepDoor = AdminDoor.open(engine, deepLock);
            Path private_ = deepDoor.socket().getParent();
            try {
                assertThat(SocketPlace.fits(deepDoor.socket())).isTrue();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(private_)))
                        .isEqualTo("rwx------");
                assertThat(AdminClient.running(deep)).isPresent();
            } finally {
                deepDoor.close();
            }
            assertThat(private_).doesNotExist();
            assertThat(AdminClient.running(deep)).isEmpty();
        }
    }

    private String raw(String text) throws Exception {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(door.socket()))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer in = ByteBuffer.allocate(8192);
            try (Deadlines.Armed _ = Deadlines.closing(channel, Duration.ofSeconds(30))) {
                while (channel.read(in) >= 0) {
                    answer.append(StandardCharsets.UTF_8.decode(in.flip()));
                    in.clear();
                }
            }
            return answer.toString();
        }
    }
}
