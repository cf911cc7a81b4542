package dev.midstream.runtime.comparison;

import java.util.List;
import java.util.Optional;

/**
 * What a new version does otherwise than the live one, by what was compared.
 *
 * @param subjects one per actor type and class of message
 */
public record Comparison(List<Subject> subjects) {

    /** Nothing was compared. */
    public static final Comparison NONE = new Comparison(List.of());

    /** Copies the list. */
    public Comparison {
        subjects = List.copyOf(subjects);
    }

    /**
     * One actor type and class of message.
     *
     * @param name {@code cart CartMessage.AddItem}
     * @param kept turns that were kept
     * @param compared turns of these that were run in the new version
     * @param different turns that ended otherwise
     * @param unexpected turns that ended otherwise in a way that nobody has declared
     * @param paths in which ways, the most frequent first
     */
    public record Subject(
            String name, int kept, int compared, int different, int unexpected, List<Path> paths) {
        /** Copies the list. */
        public Subject {
            paths = List.copyOf(paths);
        }
    }

    /**
     * One way in which turns differ.
     *
     * @param path {@code reply.items[].lineCents}
     * @param count in how many turns
     * @param expected why it is expected; empty if it is not
     * @param examples of values, where they were asked for
     */
    public record Path(
            String path,
            DifferenceKind kind,
            int count,
            Optional<String> expected,
            List<Example> examples) {
        /** Copies the list. */
        public Path {
            examples = List.copyOf(examples);
        }
    }

    /**
     * Two values.
     *
     * @param key of the actor
     * @param before the live version's
     * @param now the new version's
     */
    public record Example(String key, String before, String now) {}
}
