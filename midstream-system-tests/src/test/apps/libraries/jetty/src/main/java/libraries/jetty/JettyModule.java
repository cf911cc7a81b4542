package libraries.jetty;

import com.sun.net.httpserver.HttpServer;
import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import libraries.probe.Probe;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Jetty;

/** Its HTTP client with a pool of connections and threads, against a server of the JDK. */
public final class JettyModule implements AppModule {

    private HttpServer server;
    private HttpClient client;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Jetty.VERSION, this::use);
    }

    @Override
    public void start(Start start) throws Exception {
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
        client = new HttpClient();
        client.start();
    }

    @Override
    public void stop() {
        try {
            if (client != null) {
                client.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the client does not stop", e);
        } finally {
            if (server != null) {
                server.stop(0);
            }
        }
    }

    private String use(String stamp) throws Exception {
        ContentResponse response =
                client.newRequest("http://127.0.0.1:" + server.getAddress().getPort() + "/?" + stamp)
                        .timeout(20, TimeUnit.SECONDS)
                        .send();
        Probe.same(200, response.getStatus());
        return response.getContentAsString();
    }
}
