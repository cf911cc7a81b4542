package libraries.okhttp;

import com.sun.net.httpserver.HttpServer;
import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import libraries.probe.Probe;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Its client with a pool of connections, against a server of the JDK. */
public final class OkHttpModule implements AppModule {

    private HttpServer server;
    private OkHttpClient client;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, OkHttp.VERSION, this::use);
    }

    @Override
    public void start(Start start) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        client = new OkHttpClient();
    }

    @Override
    public void stop() {
        if (client != null) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    private String use(String stamp) throws IOException {
        Request request =
                new Request.Builder()
                        .url("http://127.0.0.1:" + server.getAddress().getPort() + "/?" + stamp)
                        .build();
        try (Response response = client.newCall(request).execute()) {
            Probe.same(200, response.code());
            return response.body().string();
        }
    }
}
