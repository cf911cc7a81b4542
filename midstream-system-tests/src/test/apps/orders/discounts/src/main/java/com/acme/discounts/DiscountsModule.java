package com.acme.discounts;

import com.acme.orders.domain.Discount;
import com.acme.orders.domain.Order;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import java.util.List;

/** Reasons to pay less. */
public final class DiscountsModule implements AppModule {

    /** For many of anything. */
    @Provides
    public Discount quantity() {
        return new Quantity(10, 5);
    }

    private record Quantity(int least, int percent) implements Discount {

        @Override
        public String name() {
            return "quantity";
        }

        @Override
        public int percent(List<Order.Line> lines) {
            return lines.stream().mapToInt(Order.Line::qty).sum() >= least ? percent : 0;
        }
    }
}
