package dev.midstream.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.midstream.api.Response;
import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static Route route(String declared) {
        String[] parts = declared.split(" ", -1);
        return Route.of(
                parts[0],
                parts[1],
                "web",
                RouterTest.class.getClassLoader(),
                new Route.Blocking(call -> Response.status(200)));
    }

    private static Router router(String... declared) throws Refused {
        return Router.of(Stream.of(declared).map(RouterTest::route).toList());
    }

    private static String match(Router router, String request) {
        String[] parts = request.split(" ", -1);
        return switch (router.match(parts[0], parts[1])) {
            case Match.Found(Route route, List<String> values) ->
                    route.method() + " " + route.path() + values;
            case Match.NoSuchPath() -> "404";
            case Match.OtherMethods(var allowed) -> "405 " + String.join(",", allowed);
            case Match.Malformed() -> "400";
        };
    }

    @Test
    void aLiteralWinsOverAParameterWhateverTheOrderOfDeclaration() throws Refused {
        for (Router router :
                List.of(
                        router("GET /carts/{id}", "GET /carts/new"),
                        router("GET /carts/new", "GET /carts/{id}"))) {
            assertThat(match(router, "GET /carts/new")).isEqualTo("GET /carts/new[]");
            assertThat(match(router, "GET /carts/7")).isEqualTo("GET /carts/{id}[7]");
        }
    }

    @Test
    void theWalkGoesBackWhereALiteralLeadsNowhere() throws Refused {
        Router router =
                router("GET /a/b/c", "GET /a/{x}/d", "GET /{x}/b/{y}/e", "GET /{x}/{y}/{z}/{w}");
        assertThat(match(router, "GET /a/b/c")).isEqualTo("GET /a/b/c[]");
        assertThat(match(router, "GET /a/b/d")).isEqualTo("GET /a/{x}/d[b]");
        assertThat(match(router, "GET /a/b/q/e")).isEqualTo("GET /{x}/b/{y}/e[a, q]");
        assertThat(match(router, "GET /a/b/q/r")).isEqualTo("GET /{x}/{y}/{z}/{w}[a, b, q, r]");
        assertThat(match(router, "GET /a/b")).isEqualTo("404");
    }

    @Test
    void aLiteralWithoutTheMethodHidesNoParameterThatHasIt() throws Refused {
        Router router =
                router("GET /carts/new", "POST /carts/{id}", "GET /carts/{id}", "PUT /{x}/new");
        assertThat(match(router, "GET /carts/new")).isEqualTo("GET /carts/new[]");
        assertThat(match(router, "HEAD /carts/new")).isEqualTo("GET /carts/new[]");
        assertThat(match(router, "POST /carts/new")).isEqualTo("POST /carts/{id}[new]");
        assertThat(match(router, "PUT /carts/new")).isEqualTo("PUT /{x}/new[carts]");
        assertThat(match(router, "DELETE /carts/new")).isEqualTo("405 GET,HEAD,OPTIONS,POST,PUT");
        assertThat(match(router, "DELETE /carts/7")).isEqualTo("405 GET,HEAD,OPTIONS,POST");
        assertThat(match(router, "DELETE /a/new")).isEqualTo("405 OPTIONS,PUT");
    }

    @Test
    void aDeadlineOutOfItsRangeIsRefused() {
        Route route = route("GET /a");
        assertThat(route.deadline()).isEmpty();
        assertThat(route.deadline(Duration.ofSeconds(2)).deadline())
                .contains(Duration.ofSeconds(2));
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> route.deadline(wrong))
                    .withMessageContaining("GET /a of web: 1 ms to 1 day expected");
        }
    }

    @Test
    void aSlashAtTheEndIsAnotherPath() throws Refused {
        Router router = router("GET /a", "GET /b/", "GET /c/{x}");
        assertThat(match(router, "GET /a/")).isEqualTo("404");
        assertThat(match(router, "GET /b/")).isEqualTo("GET /b/[]");
        assertThat(match(router, "GET /b")).isEqualTo("404");
        assertThat(match(router, "GET /c/")).isEqualTo("404");
        assertThat(match(router, "GET /c/1/")).isEqualTo("404");
    }

    @Test
    void theRootIsAPath() throws Refused {
        assertThat(match(router("GET /"), "GET /")).isEqualTo("GET /[]");
        assertThat(match(router("GET /a"), "GET /")).isEqualTo("404");
        assertThat(match(router("GET /{x}"), "GET /")).isEqualTo("404");
        assertThat(match(router(), "GET /")).isEqualTo("404");
    }

    @ParameterizedTest
    @CsvSource({
        "/c/a%20b, a b",
        "/c/%C3%BC, ü",
        "/c/%c3%bc, ü",
        "/c/a%2Fb, a/b",
        "/c/%25, %",
        "/c/a+b, a+b",
        "/c/%F0%9F%90%8E, 🐎",
        "/c/%41, A",
        "/c/1%2e, 1."
    })
    void parametersAreDecodedOnce(String path, String value) throws Refused {
        assertThat(match(router("GET /c/{x}"), "GET " + path))
                .isEqualTo("GET /c/{x}[" + value + "]");
    }

    @Test
    void aLiteralIsFoundInItsEncodedFormToo() throws Refused {
        assertThat(match(router("GET /carts"), "GET /c%61rts")).isEqualTo("GET /carts[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/c/%",
                "/c/%4",
                "/c/%zz",
                "/c/%4z",
                "/c/%C3",
                "/c/%FF",
                "/c/a%",
                "/%/x",
                "/c/%C0%AF",
                "/c/%ED%A0%80"
            })
    void aBrokenEncodingIsMalformed(String path) throws Refused {
        assertThat(match(router("GET /c/{x}"), "GET " + path)).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "*", "http://host/c"})
    void whatDoesNotBeginWithASlashIsNoPath(String path) throws Refused {
        assertThat(match(router("GET /c"), "GET " + path)).isEqualTo("404");
    }

    @Test
    void headIsAnsweredByGetUnlessDeclared() throws Refused {
        Router get = router("GET /a", "GET /c/{x}", "POST /p");
        assertThat(match(get, "HEAD /a")).isEqualTo("GET /a[]");
        assertThat(match(get, "HEAD /c/1")).isEqualTo("GET /c/{x}[1]");
        assertThat(match(get, "HEAD /p")).isEqualTo("405 OPTIONS,POST");
        Router own = router("GET /a", "HEAD /a", "GET /c/{x}", "HEAD /c/{x}");
        assertThat(match(own, "HEAD /a")).isEqualTo("HEAD /a[]");
        assertThat(match(own, "HEAD /c/1")).isEqualTo("HEAD /c/{x}[1]");
    }

    @Test
    void otherMethodsAreAllNamedInOrder() throws Refused {
        Router router = router("POST /a", "GET /a", "DELETE /c/{x}", "PUT /c/{y}", "HEAD /h");
        assertThat(match(router, "PATCH /a")).isEqualTo("405 GET,HEAD,OPTIONS,POST");
        assertThat(match(router, "GET /c/1")).isEqualTo("405 DELETE,OPTIONS,PUT");
        assertThat(match(router, "GET /h")).isEqualTo("405 HEAD,OPTIONS");
        assertThat(match(router, "OPTIONS /a")).isEqualTo("405 GET,HEAD,OPTIONS,POST");
        assertThat(match(router, "GET /none")).isEqualTo("404");
    }

    @Test
    void methodsAreMatchedAsTheyAre() throws Refused {
        assertThat(match(router("GET /a"), "get /a")).startsWith("405");
    }

    @Test
    void routesOfOneShapeCollideWhateverTheirParametersAreCalled() {
        List<Finding> findings =
                Refusals.of(() -> router("GET /c/{x}/d", "GET /c/{y}/d", "GET /a", "GET /a"));
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.code()).isEqualTo(HttpError.SAME_ROUTE));
        assertThat(findings.getFirst().message())
                .contains("GET /c/{y}/d of web")
                .contains("GET /c/{x}/d of web");
    }

    @Test
    void otherMethodsAndOtherShapesDoNotCollide() throws Refused {
        Router router = router("GET /c/{x}", "POST /c/{y}", "GET /c/d", "GET /{z}/d");
        assertThat(router.routes()).hasSize(4);
        assertThat(match(router, "GET /c/d")).isEqualTo("GET /c/d[]");
        assertThat(match(router, "POST /c/e")).isEqualTo("POST /c/{y}[e]");
        assertThat(match(router, "GET /e/d")).isEqualTo("GET /{z}/d[e]");
    }

    @ParameterizedTest
    @CsvSource({
        "get, /a, upper-case",
        "G1T, /a, upper-case",
        "GÉT, /a, upper-case",
        "GET, a, must begin",
        "GET, '', must begin",
        "GET, /{x}/{x}, unique",
        "GET, /{}, not empty",
        "GET, /{{x}, unique",
        "GET, /a{x}, whole segment",
        "GET, /{x}a, whole segment",
        "GET, /a}, whole segment",
        "GET, /{, whole segment"
    })
    void aWrongDeclarationSaysWhatIsWrong(String method, String path, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route(method + " " + path))
                .withMessageContaining(message);
    }

    @Test
    void aRouteKnowsItsParametersInOrder() {
        Route route = route("GET /a/{b}/c/{d}");
        assertThat(route.parameters()).containsExactly("b", "d");
        assertThat(route).hasToString("GET /a/{b}/c/{d} of web");
    }
}
