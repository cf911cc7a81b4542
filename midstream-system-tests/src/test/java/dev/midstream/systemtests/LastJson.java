package dev.midstream.systemtests;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the one JSON object that a verb writes last on its standard output. */
final class LastJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private LastJson() {}

    /** The object that begins at the start of a line and is followed by nothing but space. */
    static Optional<JsonNode> in(String stdout) {
        for (int start = 0; start >= 0; start = nextLine(stdout, start)) {
            if (start < stdout.length() && stdout.charAt(start) == '{') {
                Optional<JsonNode> parsed = parsed(stdout.substring(start));
                if (parsed.isPresent()) {
                    return parsed;
                }
            }
        }
        return Optional.empty();
    }

    private static int nextLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? -1 : newline + 1;
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException notYet) {
            return Optional.empty();
        }
    }
}
