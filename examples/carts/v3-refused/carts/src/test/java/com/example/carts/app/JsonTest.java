package com.example.carts.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.carts.contract.CartMessage.AddItem;
import com.example.carts.contract.CartView;
import com.example.carts.contract.CartView.PricedLine;
import com.example.carts.contract.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void keysComeInAnyOrderOthersAreIgnoredAndTheLastOneCounts() {
        AddItem item = new AddItem(123, 2, 1_999);
        assertEquals(Optional.of(item), read("{'sku':'SKU-0123','qty':2,'priceCents':1999}"));
        assertEquals(
                Optional.of(item),
                read(" {'priceCents':1999,'x':{'sku':[1]},'qty':'2','qty':2,'sku':'SKU-0123'} "));
    }

    @Test
    void anythingElseIsRefused() {
        for (String body :
                List.of(
                        "",
                        "null",
                        "[]",
                        "{}",
                        "{'sku':'SKU-0123','qty':2}",
                        "{'sku':'SKU-123','qty':2,'priceCents':1999}",
                        "{'sku':'sku-0123','qty':2,'priceCents':1999}",
                        "{'sku':123,'qty':2,'priceCents':1999}",
                        "{'sku':'SKU-0123','qty':2.0,'priceCents':1999}",
                        "{'sku':'SKU-0123','qty':'2','priceCents':1999}",
                        "{'sku':'SKU-0123','qty':0,'priceCents':1999}",
                        "{'sku':'SKU-0123','qty':1001,'priceCents':1999}",
                        "{'sku':'SKU-0123','qty':2,'priceCents':0}",
                        "{'sku':'SKU-0123','qty':2,'priceCents':10000001}",
                        "{'sku':'SKU-0123','qty':2,'priceCents':99999999999999999999}",
                        "{'sku':'SKU-0123','qty':2,'priceCents':1999} x",
                        "{'sku':'SKU-0123','qty':2,'priceCents':1999}{}",
                        "{'sku':'SKU-0123','qty':2,'priceCents':1999")) {
            assertEquals(Optional.empty(), read(body), body);
        }
    }

    @Test
    void aCartIsWrittenWithoutWhiteSpace() {
        CartView view = new CartView(4, List.of(new PricedLine(new Line(7, 3, 199), 597)), 597, 5);
        assertEquals(
                "{'version':4,'items':[{'sku':'SKU-0007','qty':3,'priceCents':199,'lineCents':597}],"
                        + "'totalCents':597,'loyaltyPoints':5}",
                new String(Json.bytes(view), StandardCharsets.US_ASCII).replace('"', '\''));
    }

    private static Optional<AddItem> read(String singleQuoted) {
        return Json.item(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
