package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code check} and {@code upgrade} say of a version that prices carts otherwise. */
class CompareIT {

    /** So few that every turn is kept. */
    private static final int CARTS = 16;

    private static final String ITEM = "{\"sku\":\"SKU-0123\",\"qty\":20,\"priceCents\":9999}";
    private static final String PRICING =
            "pricing/src/main/java/com/example/carts/pricing/PricingModule.java";
    private static final String ACTOR = "carts/src/main/java/com/example/carts/app/CartActor.java";

    @TempDir private Path temp;

    @Test
    void pricesThatDifferAreToldBeforeTheyAreChargedAndDeclaredOnesPass() throws Exception {
        Path v1 = AppTree.example("carts/v1", temp.resolve("v1")).build(temp.resolve("v1.msa"));
        AppTree changed = AppTree.example("carts/v2", temp.resolve("v2"));
        Path v2 = changed.build(temp.resolve("v2.msa"));
        Path declared =
                changed.edit(
                                PRICING,
                                "public final class PricingModule",
                                "@dev.midstream.api.Expected(of = \"cart\", at = \"reply\", why ="
                                        + " \"season 2\") public final class PricingModule")
                        .build(temp.resolve("declared.msa"));
        Path same =
                AppTree.example("carts/v1", temp.resolve("same"))
                        .edit(ACTOR, "package com", "/* a comment */\n\npackage com")
                        .build(temp.resolve("same.msa"));
        try (TestHost host = TestHost.run(v1, temp.resolve("home"))) {
            shop(host.port());

            CliResult checked = host.cli("check", v2).done();
            JsonNode add = subject(checked, "cart CartMessage.AddItem");
            assertThat(add.path("compared").asInt()).isEqualTo(CARTS);
            assertThat(add.path("different").asInt()).isPositive();
            assertThat(kind(add, "reply.totalCents")).isEqualTo("value");
            assertThat(kind(add, "reply.items[].lineCents")).isEqualTo("value");
            assertThat(kind(add, "reply.loyaltyPoints")).isEqualTo("added");
            assertThat(kind(add, "state.loyaltyPoints")).isEqualTo("added");
            assertThat(subject(checked, "cart CartMessage.View").path("compared").asInt())
                    .isEqualTo(CARTS);
            assertThat(checked.json().path("comparison").toString()).doesNotContain("\"before\"");
            checked.naming("reply.totalCents", "@Expected(of = \"cart\"");
            assertThat(
                            host.cli("check", v2, "--show-values")
                                    .done()
                                    .json()
                                    .path("comparison")
                                    .toString())
                    .contains("\"before\"");

            host.cli("check", v2, "--strict").refused().naming("MS-COMPARE-001");
            CliResult refused = host.cli("upgrade", v2, "--strict").refused();
            assertThat(refused.json().path("comparison")).isNotEmpty();
            assertThat(host.generation()).isEqualTo(1);

            CliResult equal = host.cli("check", same, "--strict").done();
            assertThat(subject(equal, "cart CartMessage.AddItem").path("compared").asInt())
                    .isEqualTo(CARTS);
            assertThat(subject(equal, "cart CartMessage.AddItem").path("different").asInt(-1))
                    .isZero();

            CliResult upgraded = host.cli("upgrade", declared, "--strict").done();
            JsonNode meant = subject(upgraded, "cart CartMessage.AddItem");
            assertThat(meant.path("different").asInt()).isPositive();
            assertThat(meant.path("unexpected").asInt(-1)).isZero();
            assertThat(host.generation()).isEqualTo(2);
        }
    }

    private static JsonNode subject(CliResult result, String name) {
        return result.json()
                .path("comparison")
                .valueStream()
                .filter(each -> each.path("subject").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.toString()));
    }

    private static String kind(JsonNode subject, String path) {
        return subject.path("paths")
                .valueStream()
                .filter(each -> each.path("path").asString("").equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(subject.toString()))
                .path("kind")
                .asString("");
    }

    private static void shop(int port) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int cart = 0; cart < CARTS; cart++) {
                URI uri = URI.create("http://127.0.0.1:" + port + "/carts/" + cart);
                HttpRequest add =
                        HttpRequest.newBuilder(URI.create(uri + "/items"))
                                .POST(HttpRequest.BodyPublishers.ofString(ITEM))
                                .build();
                for (HttpRequest each :
                        new HttpRequest[] {add, HttpRequest.newBuilder(uri).build()}) {
                    assertThat(
                                    client.send(each, HttpResponse.BodyHandlers.discarding())
                                            .statusCode())
                            .isEqualTo(200);
                }
            }
        }
    }
}
