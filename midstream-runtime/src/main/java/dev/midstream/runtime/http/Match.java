package dev.midstream.runtime.http;

import java.util.List;
import java.util.SortedSet;

/** What a router says of a method and a path. */
public sealed interface Match {

    /**
     * A route answers.
     *
     * @param route which one
     * @param values the decoded path parameters, in the order of {@link Route#parameters}
     */
    record Found(Route route, List<String> values) implements Match {}

    /** No route has this path. */
    record NoSuchPath() implements Match {}

    /**
     * The path exists with other methods.
     *
     * @param allowed the methods for the {@code Allow} header, HEAD and OPTIONS included
     */
    record OtherMethods(SortedSet<String> allowed) implements Match {}

    /** The path's percent-encoding is broken. */
    record Malformed() implements Match {}
}
