package dev.midstream.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @Test
    void withoutAWishNothingHappens() {
        assertThatCode(cancellation::check).doesNotThrowAnyException();
        assertThatCode(cancellation::close).doesNotThrowAnyException();
    }

    @Test
    void aWishEndsEachFurtherStep() {
        assertThat(cancellation.cancel()).isTrue();
        assertThat(cancellation.cancel()).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(cancellation::check);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(cancellation::check);
    }

    @Test
    void aWishBeforeThePointOfNoReturnPreventsIt() {
        cancellation.cancel();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(cancellation::close);
        assertThat(cancellation.cancel()).isTrue();
    }

    @Test
    void aWishAfterThePointOfNoReturnComesTooLate() {
        cancellation.close();
        assertThat(cancellation.cancel()).isFalse();
        assertThatCode(cancellation::check).doesNotThrowAnyException();
    }

    @Test
    void anActionRunsOnAWishAndOnlyWhileItIsRegistered() {
        AtomicInteger runs = new AtomicInteger();
        try (var _ = cancellation.onCancel(runs::incrementAndGet)) {
            assertThat(runs).hasValue(0);
            cancellation.cancel();
            assertThat(runs).hasValue(1);
        }
        cancellation.cancel();
        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionThatIsRegisteredAfterTheWishRunsAtOnce() {
        cancellation.cancel();
        AtomicInteger runs = new AtomicInteger();
        try (var _ = cancellation.onCancel(runs::incrementAndGet)) {
            assertThat(runs).hasValue(1);
        }
    }
}
