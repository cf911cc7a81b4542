package dev.midstream.benchmarks;

/**
 * An app of actors, in two versions between which each state is converted: {@code flat} states of
 * four components, to which version 2 adds one; or states that share one {@code catalogue} of about
 * a megabyte, whose entries version 2 adds to.
 */
final class KeepApp {

    private static final String SOURCE =
            """
            package keep;

            import dev.midstream.api.*;
            import dev.midstream.benchmarks.contract.Keep;
            import java.util.ArrayList;
            import java.util.List;

            public final class KeepModule implements AppModule, Keep {
                STATE

                public sealed interface Message {
                    record Touch() implements Message, Ask<Message, Long> {}
                }

                @ActorType("kept")
                public static final class KeptActor implements Actor<Kept, Message> {
                    @Override public Kept create(String key) {
                        return new Kept(FIRST);
                    }

                    @Override public Kept receive(Kept kept, Message message, Turn<Message> turn) {
                        Message.Touch touch = (Message.Touch) message;
                        long touched = kept.touched() + 1;
                        turn.reply(touch, touched);
                        return new Kept(NEXT);
                    }
                }

                private final Actors<Message> actors;

                public KeepModule(Actors<Message> actors) {
                    this.actors = actors;
                }

                @Provides public Keep keep() {
                    return this;
                }

                @Override public void configure(Wiring wiring) {
                    wiring.actor(new KeptActor());
                }

                @Override public void create(int from, int to) {
                    for (int i = from; i < to; i++) {
                        touch(i);
                    }
                }

                @Override public long touch(int actor) {
                    return actors.ask("kept-" + actor, new Message.Touch())
                            .toCompletableFuture().join();
                }
            }
            """;

    private static final String FLAT =
            "public record Kept(long touched, int kind, long cents, StringMORE) {}";

    private static final String CATALOGUE =
            """
            public record Kept(long touched, Catalogue catalogue) {}

                public record Entry(String sku, long centsMORE) {}

                @Shared public record Catalogue(List<Entry> entries) {}

                private static final Catalogue ALL = all();

                private static Catalogue all() {
                    List<Entry> entries = new ArrayList<>();
                    for (int i = 0; i < 15_000; i++) {
                        entries.add(new Entry("SKU-" + i, iVALUE));
                    }
                    return new Catalogue(List.copyOf(entries));
                }\
            """;

    private KeepApp() {}

    /** The artefact of version 1 or 2 of one with flat states. */
    static byte[] flat(int version) {
        boolean newer = version == 2;
        return artefact(
                FLAT.replace(
                        "StringMORE",
                        "String name" + (newer ? ", @Default(\"7\") long points" : "")),
                "0, 1, 100, \"name\"" + (newer ? ", 7" : ""),
                "touched, kept.kind(), kept.cents(), kept.name()"
                        + (newer ? ", kept.points()" : ""));
    }

    /** The artefact of version 1 or 2 of one whose states share a catalogue. */
    static byte[] catalogue(int version) {
        boolean newer = version == 2;
        return artefact(
                CATALOGUE
                        .replace("MORE", newer ? ", @Default(\"19\") int tax" : "")
                        .replace("VALUE", newer ? ", 19" : ""),
                "0, ALL",
                "touched, kept.catalogue()");
    }

    private static byte[] artefact(String state, String first, String next) {
        return TinyApp.artefact(
                "keep.KeepModule",
                SOURCE.replace("STATE", state).replace("FIRST", first).replace("NEXT", next));
    }
}
