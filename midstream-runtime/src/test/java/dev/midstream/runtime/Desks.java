package dev.midstream.runtime;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** An app whose one module provides a {@code Desk}. */
final class Desks {

    /** What modules may ask the host for: lets module code come back through a reference. */
    static final class HostSide implements Supplier<String> {
        final AtomicReference<Supplier<String>> asked = new AtomicReference<>(() -> "nobody");

        @Override
        public String get() {
            return asked.get().get();
        }
    }

    private static final String MODULE =
            """
            package desk;
            import dev.midstream.runtime.desk.Desk;
            import dev.midstream.runtime.desk.Desk.Session;
            import java.io.IOException;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.Supplier;

            public final class DeskModule implements dev.midstream.api.AppModule {
                private final Supplier host;
                public DeskModule(Supplier host) { this.host = host; }

                @dev.midstream.api.Provides public Desk desk() { return new TheDesk(host); }

                static final class Own extends RuntimeException {
                    final Object state = new Object();
                    Own(String text) { super(text); }
                }

                static final class OwnList<E> extends AbstractList<E> {
                    private final List<E> of;
                    OwnList(List<E> of) { this.of = of; }
                    public E get(int i) { return of.get(i); }
                    public int size() { return of.size(); }
                }

                static final class TheSession implements Session {
                    private final String name;
                    private final Supplier host;
                    TheSession(String name, Supplier host) { this.name = name; this.host = host; }
                    public String version() {
                        if (Thread.currentThread().getContextClassLoader()
                                != TheSession.class.getClassLoader()) {
                            throw new IllegalStateException("no context class loader");
                        }
                        return "VERSION " + name;
                    }
                    public String viaHost() { return "VERSION via " + host.get(); }
                    public Session next() { return new TheSession(name + "+", host); }
                    public String slow(String latch) {
                        dev.midstream.runtime.shop.Latches.await(latch);
                        return version();
                    }
                }

                static final class TheDesk implements Desk {
                    private final Supplier host;
                    private final Session fixed;
                    private final Map<String, CompletableFuture<Session>> open =
                            new ConcurrentHashMap<>();
                    TheDesk(Supplier host) {
                        this.host = host;
                        this.fixed = new TheSession("fixed", host);
                    }
                    public String version() { return "VERSION"; }
                    public Session open(String name) {
                        return name.equals("fixed") ? fixed : new TheSession(name, host);
                    }
                    public Optional<Session> find(String name) {
                        return name.isEmpty() ? Optional.empty() : Optional.of(open(name));
                    }
                    public List<Session> all() { return new OwnList<>(List.of(fixed, open("b"))); }
                    public Map<String, Session> byName() { return Map.of("fixed", fixed); }
                    public List<String> names() { return new OwnList<>(List.of("a", "b")); }
                    public Session[] pair() { return new Session[] {fixed, null}; }
                    public CompletionStage<Session> later(String name) {
                        return name.isEmpty()
                                ? CompletableFuture.completedFuture(fixed)
                                : open.computeIfAbsent(name, n -> new CompletableFuture<>());
                    }
                    public void complete(String name) { open.remove(name).complete(open(name)); }
                    public String kindOf(Session session) { return session.getClass().getName(); }
                    public Supplier<String> supplier() { return () -> "VERSION supplied"; }
                    public void watch(Desk.Watcher watcher) { watcher.seen("VERSION"); }
                    public void fail(String how) throws IOException, Closed {
                        switch (how) {
                            case "own" -> {
                                Own own = new Own("my own");
                                own.addSuppressed(new IllegalStateException("aside"));
                                own.initCause(new IOException("below"));
                                throw own;
                            }
                            case "jdk" -> throw new IOException("plain");
                            case "wrapped" -> throw new IOException("outer", new Own("inner"));
                            case "contract" -> throw new Closed(7, new IOException("why"));
                            case "contract over own" -> throw new Closed(8, new Own("inner"));
                            default -> throw new AssertionError(how);
                        }
                    }
                    public CompletionStage<String> failLater() {
                        return CompletableFuture.supplyAsync(
                                () -> { throw new Own("later"); }, Runnable::run);
                    }
                }
            }
            """;

    private Desks() {}

    static TestApp version(String version) {
        return TestApp.named("desks").module("desk", MODULE.replace("VERSION", version));
    }
}
