package dev.midstream.testkit;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Turn;
import dev.midstream.testkit.Shelf.SupplierMessage;
import java.util.ArrayList;
import java.util.List;

/** Sends what is ordered, and keeps books. */
@ActorType("supplier")
final class SupplierActor implements Actor<SupplierActor.Books, SupplierMessage> {

    /** All orders and notes. */
    record Books(List<String> lines) {
        Books with(String line) {
            List<String> more = new ArrayList<>(lines);
            more.add(line);
            return new Books(List.copyOf(more));
        }
    }

    @Override
    public Books create(String key) {
        return new Books(List.of());
    }

    @Override
    public Books receive(Books books, SupplierMessage message, Turn<SupplierMessage> turn) {
        return switch (message) {
            case SupplierMessage.Order order -> {
                turn.reply(order, order.pieces());
                yield books.with(order.shelf() + " " + order.pieces());
            }
            case SupplierMessage.Note note -> books.with(note.what());
        };
    }
}
