package dev.midstream.server.embedding;

import dev.midstream.server.embedding.contract.Quote;

/**
 * What one request got from its two calls.
 *
 * @param one for one piece
 * @param two for two pieces
 */
record TwoQuotes(Quote one, Quote two) {

    /** As it goes over the wire. */
    String text() {
        return text(one) + " " + text(two);
    }

    /** Reads what {@link #text} wrote. */
    static TwoQuotes parse(String text) {
        String[] both = text.split(" ", -1);
        return new TwoQuotes(quote(both[0]), quote(both[1]));
    }

    /** Whether the two come from different generations. */
    boolean mixed() {
        return one.instance() != two.instance();
    }

    /** Whether each is to the cent what its version answers. */
    boolean exact() {
        return one.cents() == price(one.version())
                && two.cents() == 2 * price(two.version())
                && (mixed() || one.version().equals(two.version()));
    }

    private static long price(String version) {
        return switch (version) {
            case "v1" -> 100;
            case "v2" -> 250;
            default -> throw new AssertionError("no version " + version);
        };
    }

    private static String text(Quote quote) {
        return quote.version() + "/" + quote.instance() + "/" + quote.cents();
    }

    private static Quote quote(String text) {
        String[] parts = text.split("/", -1);
        return new Quote(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }
}
