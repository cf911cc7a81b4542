package dev.midstream.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final int CALLS = 1_000_000;

    private final Sampler sampler = new Sampler();

    @Test
    void theFirstAreAllTaken() {
        for (int i = 0; i < 256; i++) {
            assertThat(sampler.due()).isTrue();
        }
    }

    @Test
    void laterOneOfTheStrideIsTakenAndStandsForAllOfThem() {
        int taken = 0;
        long stoodFor = 0;
        for (int i = 0; i < CALLS; i++) {
            if (sampler.due()) {
                taken++;
                stoodFor += sampler.weight();
            }
        }

        assertThat(taken).isBetween(CALLS / Sampler.STRIDE / 2, 2 * CALLS / Sampler.STRIDE);
        assertThat(stoodFor).isBetween(CALLS - 2L * Sampler.STRIDE, CALLS + 2L * Sampler.STRIDE);
    }

    @Test
    void kindsThatTakeTurnsAreAllTaken() {
        int[] taken = new int[2];
        for (int i = 0; i < CALLS; i++) {
            if (sampler.due()) {
                taken[i & 1]++;
            }
        }

        assertThat((double) taken[0] / taken[1]).isBetween(0.8, 1.25);
    }
}
