package dev.midstream.runtime.actor;

import dev.midstream.api.ActorRef;
import dev.midstream.api.Actors;
import dev.midstream.api.Ask;
import java.util.concurrent.CompletionStage;

/** Reaches the actors of a behaviour's type, on behalf of modules that have this behaviour. */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Handle<M> implements Actors<M> {

    private final Behaviour origin;

    Handle(Behaviour origin) {
        this.origin = origin;
    }

    Behaviour origin() {
        return origin;
    }

    /** The behaviour behind what a module was given. */
    static Behaviour originOf(Actors<?> actors) {
        if (actors instanceof Handle<?> handle) {
            return handle.origin;
        }
        throw new IllegalArgumentException(
                ActorError.MESSAGE.says(
                        actors.getClass().getName(),
                        "actors are reached through the Actors that a constructor was given",
                        "Use that parameter"));
    }

    @Override
    public <R> CompletionStage<R> ask(String key, Ask<M, R> message) {
        ActorTable table = origin.table();
        return table.ask(origin, table.cell(key), message);
    }

    @Override
    public void tell(String key, M message) {
        ActorTable table = origin.table();
        table.tell(origin, table.cell(key), message);
    }

    @Override
    public ActorRef<M> at(String key) {
        return new Ref(origin.table().cell(key));
    }

    /** Keeps the cell; if that has gone, the table looks it up again. */
    private final class Ref implements ActorRef<M> {

        // Racy on purpose: any cell of this key will do, and a cell's key is final.
        private Cell cell;

        Ref(Cell cell) {
            this.cell = cell;
        }

        @Override
        public <R> CompletionStage<R> ask(Ask<M, R> message) {
            return origin.table().ask(origin, live(), message);
        }

        @Override
        public void tell(M message) {
            origin.table().tell(origin, live(), message);
        }

        private Cell live() {
            Cell known = cell;
            if (known.box() == Cell.GONE) {
                known = origin.table().cell(known.key);
                cell = known;
            }
            return known;
        }
    }
}
