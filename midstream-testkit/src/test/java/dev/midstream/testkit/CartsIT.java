package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Midstream;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A host for each test, and the states of its actors. */
@MidstreamTest(app = "../examples/carts/v1")
class CartsIT {

    private static final String ITEM = "{\"sku\":\"SKU-0123\",\"qty\":2,\"priceCents\":1999}";

    @Test
    void whatIsPostedIsInTheState(TestHost host) {
        assertThat(host.post("/carts/17/items", ITEM).statusCode()).isEqualTo(200);
        StateView cart = host.state("cart", "17").orElseThrow();
        assertThat(cart.type()).isEqualTo("Cart");
        assertThat(cart.at("version")).isEqualTo(1L);
        assertThat(cart.at("lines", 4, "sku")).isEqualTo(123);
        assertThat(cart.at("lines", 4, "priceCents")).isEqualTo(1999L);
        assertThat(host.state("cart", "18")).isEmpty();
        assertThat(host.state("cat", "17")).isEmpty();
    }

    @Test
    void eachTestHasAHostOfItsOwn(Midstream midstream, URI uri, TestHost host) {
        assertThat(midstream.state("cart", "17")).isEmpty();
        assertThat(host.midstream()).isSameAs(midstream);
        assertThat(host.uri()).isEqualTo(uri);
        assertThat(host.get("/carts/17").body()).contains("\"version\":0");
        assertThat(host.get("/nothing").statusCode()).isEqualTo(404);
    }
}
