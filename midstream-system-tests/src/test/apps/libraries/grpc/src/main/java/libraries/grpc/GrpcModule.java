package libraries.grpc;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import libraries.probe.Probe;

/** A server and a channel in this process, one unary call with a deadline. */
public final class GrpcModule implements AppModule {

    private static final MethodDescriptor<String, String> ECHO =
            MethodDescriptor.<String, String>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("libraries.Echo/echo")
                    .setRequestMarshaller(new Text())
                    .setResponseMarshaller(new Text())
                    .build();
    private Server server;
    private ManagedChannel channel;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(ManagedChannel.class), this::use);
    }

    @Override
    public void start(Start start) throws IOException {
        String name = InProcessServerBuilder.generateName();
        server =
                InProcessServerBuilder.forName(name)
                        .addService(
                                ServerServiceDefinition.builder("libraries.Echo")
                                        .addMethod(
                                                ECHO,
                                                ServerCalls.asyncUnaryCall(
                                                        (text, answer) -> {
                                                            answer.onNext(text);
                                                            answer.onCompleted();
                                                        }))
                                        .build())
                        .build()
                        .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    @Override
    public void stop() {
        try {
            if (channel != null) {
                channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
            }
            if (server != null) {
                server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String use(String stamp) {
        return ClientCalls.blockingUnaryCall(
                channel, ECHO, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), stamp);
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
