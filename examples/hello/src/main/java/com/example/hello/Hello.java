package com.example.hello;

import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;

/** The smallest app: one module, one route. */
public final class Hello implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        wiring.http().get("/", call -> Response.text("Hello, world\n"));
    }
}
