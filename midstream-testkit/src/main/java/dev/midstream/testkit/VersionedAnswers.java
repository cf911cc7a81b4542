package dev.midstream.testkit;

import dev.midstream.load.Oracle;
import dev.midstream.load.Request;
import dev.midstream.load.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks for paths in turn, each of which every version answers in one way. An answer that no version
 * gives is wrong. Used by one load at a time.
 *
 * <pre>{@code
 * host.load(
 *         plan -> plan.rate(200).connections(4, 0).versions("v1", "v2"),
 *         VersionedAnswers.of("v1", "v2").expect("/price/3", "10 EUR", "12 EUR"));
 * }</pre>
 */
public final class VersionedAnswers implements Oracle {

    private final List<Verdict.Version> versions;
    private final List<String> paths = new ArrayList<>();
    private final List<List<byte[]>> answers = new ArrayList<>();

    private VersionedAnswers(List<Verdict.Version> versions) {
        this.versions = versions;
    }

    /** Versions, oldest first; nothing to ask yet. */
    public static VersionedAnswers of(String... versions) {
        return new VersionedAnswers(Arrays.stream(versions).map(Verdict.Version::new).toList());
    }

    /**
     * Has a path asked for.
     *
     * @param bodies the whole body that each version answers with, in the order of the versions.
     *     Two versions that answer the same are not told apart there: the first is named
     */
    public VersionedAnswers expect(String path, String... bodies) {
        if (bodies.length != versions.size()) {
            throw new IllegalArgumentException(
                    path
                            + ": "
                            + versions.size()
                            + " answers expected, one for each of "
                            + names()
                            + ", not "
                            + bodies.length);
        }
        paths.add(path);
        answers.add(
                Arrays.stream(bodies).map(body -> body.getBytes(StandardCharsets.UTF_8)).toList());
        return this;
    }

    private List<String> names() {
        return versions.stream().map(Verdict.Version::name).toList();
    }

    @Override
    public boolean hasNext(int connection) {
        return !paths.isEmpty();
    }

    @Override
    public Request next(long n, int connection) {
        return Request.get(n, "", paths.get(place(n)));
    }

    private int place(long n) {
        return (int) (n % paths.size());
    }

    @Override
    public Verdict check(Request request, int connection, byte[] body) {
        List<byte[]> known = answers.get(place(request.number()));
        for (int i = 0; i < known.size(); i++) {
            if (Arrays.equals(known.get(i), body)) {
                return versions.get(i);
            }
        }
        return new Verdict.Wrong(
                request
                        + " was answered with '"
                        + new String(body, StandardCharsets.UTF_8)
                        + "', as none of "
                        + names()
                        + " does");
    }
}
