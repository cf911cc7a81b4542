package com.acme.outbox;

import com.acme.orders.domain.Order;
import com.acme.orders.domain.OrderEvent;
import com.acme.orders.domain.Orders;
import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the world what happened to orders, some time after it was stored. */
public final class OutboxModule implements AppModule {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxModule.class);

    private final Orders orders;
    private final AtomicLong told = new AtomicLong();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("outbox").factory());

    /** With the orders. */
    public OutboxModule(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http().get("/outbox", call -> Response.text(told + " told"));
    }

    @Override
    public void start(Start start) {
        executor.scheduleWithFixedDelay(this::tell, 50, 50, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            for (OrderEvent event : orders.pending(100)) {
                switch (event) {
                    case OrderEvent.Placed placed ->
                            orders.change(placed.orderId(), order -> order.with(Order.Status.ANNOUNCED));
                    case OrderEvent.Changed changed ->
                            orders.change(changed.orderId(), order -> order.with(changed.to()));
                    case OrderEvent.Cancelled cancelled ->
                            LOG.info("{} was called off: {}", cancelled.orderId(), cancelled.why());
                }
                orders.told(event);
                told.incrementAndGet();
            }
        } catch (RuntimeException e) {
            LOG.warn("not told, tried again later", e);
        }
    }
}
