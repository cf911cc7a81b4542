package dev.midstream.runtime.upgrade.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Response;
import dev.midstream.runtime.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WiringRecorderTest {

    private final WiringRecorder recorder =
            new WiringRecorder("web", "web", WiringRecorderTest.class.getClassLoader());

    @Test
    void deadlineIsOfTheRouteBeforeIt() {
        recorder.get("/a", call -> Response.text("a"))
                .postStream("/b", (call, body) -> Response.text("b"))
                .deadline(Duration.ofMinutes(2))
                .postStreamAsync("/c", (call, body) -> new CompletableFuture<>());
        List<Route> routes = recorder.routes();
        assertThat(routes).map(Route::streams).containsExactly(false, true, true);
        assertThat(routes.get(0).deadline()).isEmpty();
        assertThat(routes.get(1).deadline()).contains(Duration.ofMinutes(2));
        assertThat(routes.get(2).deadline()).isEmpty();
    }

    @Test
    void deadlineWithoutARouteIsRefused() {
        assertThatThrownBy(() -> recorder.deadline(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("declare the route first");
    }

    @Test
    void nothingIsDeclaredAfterConfigure() {
        recorder.get("/a", call -> Response.text("a"));
        recorder.close();
        assertThatThrownBy(() -> recorder.deadline(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after configure has returned");
    }
}
