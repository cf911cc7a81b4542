package dev.midstream.testkit;

import dev.midstream.api.Ask;
import dev.midstream.api.Asked;
import dev.midstream.api.Result;
import java.time.Instant;
import java.util.Optional;

/** What is on a shelf. */
record Shelf(int pieces, Instant since, Optional<Asked<Integer>> waiting) {

    /** What a shelf is sent. */
    sealed interface ShelfMessage {

        /** Takes pieces, and answers how many are left. */
        record Take(int pieces) implements ShelfMessage, Ask<ShelfMessage, Integer> {}

        /** Answers how many there are when the supplier has said so. */
        record Count() implements ShelfMessage, Ask<ShelfMessage, Integer> {}

        /** What became of the question to the supplier. */
        record Supplied(int ordered, Result<Integer> result) implements ShelfMessage {}

        /** What became of a file that was read. */
        record Read(Result<Integer> result) implements ShelfMessage {}

        /** Reads how many there are from a file. */
        record ReadFile() implements ShelfMessage {}

        /** Orders again some time later. */
        record OrderLater() implements ShelfMessage {}

        /** Takes a number of pieces by chance. */
        record TakeSome() implements ShelfMessage {}

        /** There is no shelf any more. */
        record Remove() implements ShelfMessage {}

        /** Never answered. */
        record Forget() implements ShelfMessage, Ask<ShelfMessage, Integer> {}
    }

    /** What a supplier is sent. */
    sealed interface SupplierMessage {

        /** Sends so many. */
        record Order(String shelf, int pieces)
                implements SupplierMessage, Ask<SupplierMessage, Integer> {}

        /** For the books. */
        record Note(String what) implements SupplierMessage {}
    }
}
