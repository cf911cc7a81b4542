package dev.midstream.store.encoding;

import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One value on its way in: where from, and how deep it is nested so far. One thread. */
final class Reading {

    final JsonParser in;
    private final int deepest;
    private int depth;

    Reading(JsonParser in, int deepest) {
        this.in = in;
        this.deepest = deepest;
    }

    /** Goes on to the next token. */
    JsonToken next() throws Misfit {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new Misfit("the bytes end in the middle of a value");
        }
        return token;
    }

    JsonToken current() throws Misfit {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw new Misfit("the bytes end where a value was expected");
        }
        return token;
    }

    /** Makes sure that the current token is of a kind. */
    void expect(JsonToken wanted, String what) throws Misfit {
        if (current() != wanted) {
            throw unexpected(what);
        }
    }

    /** What is wrong with the current token. */
    Misfit unexpected(String what) throws Misfit {
        return new Misfit("expected " + what + ", seen " + readable(current()));
    }

    /** A token in words. */
    static String readable(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "a map";
            case START_ARRAY -> "an array";
            case END_OBJECT, END_ARRAY -> "an end";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_NULL -> "null";
            default -> token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    void deeper() throws Misfit {
        if (++depth > deepest) {
            throw new Misfit("nested deeper than " + deepest);
        }
    }

    void shallower() {
        depth--;
    }
}
