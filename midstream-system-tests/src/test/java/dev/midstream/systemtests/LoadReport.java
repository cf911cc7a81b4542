package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/**
 * What clients saw.
 *
 * @param requests how many requests got an answer or lost their connection
 * @param failed another status than 200, or a body that no version answers
 * @param dropped connections that the server closed under a request
 * @param mixed answers with parts of two versions
 * @param untimely exact answers of a version that could not serve at that time
 * @param answersByVersion how many answers each version gave
 * @param complaints the first of each bad answer, in words
 */
record LoadReport(
        long requests,
        long failed,
        long dropped,
        long mixed,
        long untimely,
        Map<Integer, Long> answersByVersion,
        List<String> complaints) {

    /** Fails unless there were requests and each was answered exactly. */
    void flawless() {
        assertThat(requests).as("requests").isPositive();
        assertThat(List.of(failed, dropped, mixed, untimely))
                .as("failed, dropped, mixed, untimely of %s requests: %s", requests, complaints)
                .containsExactly(0L, 0L, 0L, 0L);
    }
}
