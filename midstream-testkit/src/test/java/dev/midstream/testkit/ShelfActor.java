package dev.midstream.testkit;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Actors;
import dev.midstream.api.Await;
import dev.midstream.api.Result;
import dev.midstream.api.Turn;
import dev.midstream.testkit.Shelf.ShelfMessage;
import dev.midstream.testkit.Shelf.SupplierMessage;
import java.time.Duration;
import java.util.Optional;

/** A shelf that orders when it is empty. */
@ActorType("shelf")
final class ShelfActor implements Actor<Shelf, ShelfMessage> {

    private final Actors<SupplierMessage> suppliers;

    ShelfActor(Actors<SupplierMessage> suppliers) {
        this.suppliers = suppliers;
    }

    /** Waits for what was ordered. */
    record AwaitSupply(int ordered) implements Await<Integer, ShelfMessage> {
        @Override
        public ShelfMessage answered(Result<Integer> result) {
            return new ShelfMessage.Supplied(ordered, result);
        }
    }

    /** Waits for what stands in a file. */
    record AwaitFile() implements Await<Integer, ShelfMessage> {
        @Override
        public ShelfMessage answered(Result<Integer> result) {
            return new ShelfMessage.Read(result);
        }
    }

    @Override
    public Shelf create(String key) {
        return new Shelf(10, java.time.Instant.EPOCH, Optional.empty());
    }

    @Override
    public Shelf receive(Shelf shelf, ShelfMessage message, Turn<ShelfMessage> turn) {
        return switch (message) {
            case ShelfMessage.Take take -> {
                if (take.pieces() > shelf.pieces()) {
                    throw new IllegalStateException("only " + shelf.pieces() + " left");
                }
                int left = shelf.pieces() - take.pieces();
                if (left == 0) {
                    order(turn);
                }
                turn.reply(take, left);
                yield new Shelf(left, turn.now(), shelf.waiting());
            }
            case ShelfMessage.Count count -> {
                order(turn);
                yield new Shelf(shelf.pieces(), shelf.since(), Optional.of(turn.later(count)));
            }
            case ShelfMessage.Supplied(int ordered, Result<Integer> result) -> {
                int more =
                        switch (result) {
                            case Result.Ok<Integer>(Integer pieces) -> pieces;
                            case Result.Failed<Integer> failed -> 0;
                        };
                shelf.waiting().ifPresent(asked -> turn.reply(asked, shelf.pieces() + more));
                yield new Shelf(shelf.pieces() + more, turn.now(), Optional.empty());
            }
            case ShelfMessage.ReadFile read -> {
                turn.run(() -> 7, new AwaitFile());
                yield shelf;
            }
            case ShelfMessage.Read(Result<Integer> result) ->
                    new Shelf(
                            result instanceof Result.Ok<Integer>(Integer read) ? read : -1,
                            shelf.since(),
                            shelf.waiting());
            case ShelfMessage.OrderLater later -> {
                turn.schedule("order", Duration.ofMinutes(5), new ShelfMessage.TakeSome());
                yield shelf;
            }
            case ShelfMessage.TakeSome some ->
                    new Shelf(
                            shelf.pieces() - turn.random().nextInt(1, 5),
                            turn.now(),
                            shelf.waiting());
            case ShelfMessage.Remove remove -> {
                turn.tell(suppliers, "books", new SupplierMessage.Note(turn.key() + " removed"));
                turn.cancel("order");
                turn.stop();
                yield shelf;
            }
            case ShelfMessage.Forget forget -> shelf;
        };
    }

    private void order(Turn<ShelfMessage> turn) {
        turn.ask(suppliers, "main", new SupplierMessage.Order(turn.key(), 5), new AwaitSupply(5));
    }
}
