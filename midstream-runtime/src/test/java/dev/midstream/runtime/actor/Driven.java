package dev.midstream.runtime.actor;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine that does nothing by itself: a test drives its clock and its one worker. */
final class Driven {

    final DrivenClock clock = new DrivenClock();
    final DrivenPool pool = new DrivenPool();
    final TestDesks desks = new TestDesks();
    final ActorEngine engine;

    private final List<Behaviour> behaviours = new ArrayList<>();

    Driven(ActorOptions options) {
        engine = ActorEngine.driven(options, clock, pool);
        engine.open(desks::desk);
    }

    /** An engine that never runs turns on the caller's thread. */
    static Driven onPool() {
        return new Driven(ActorOptions.DEFAULT.trust(Integer.MAX_VALUE));
    }

    /** Makes a type current. */
    Actors<Object> actors(String type) {
        return actors(type, new Scripted());
    }

    @SuppressWarnings("unchecked")
    Actors<Object> actors(String type, Actor<Object, Object> actor) {
        Behaviour behaviour = behaviour(type, "m@1", Object.class);
        behaviour.bind(actor);
        behaviours.add(behaviour);
        cutOver(behaviours);
        return (Actors<Object>) behaviour.handle();
    }

    Behaviour behaviour(String type, String subject, Class<?> state) {
        Behaviour behaviour =
                engine.behaviour(type, subject, Driven.class.getClassLoader(), state, Object.class);
        behaviour.bind(new Scripted());
        return behaviour;
    }

    Behaviours cutOver(List<Behaviour> next) {
        Behaviours all = new Behaviours(next);
        engine.cutOver(all);
        desks.current(all);
        return all;
    }

    /** Lets the worker work, and what is due happen, until nothing is left to do. */
    void settle() {
        engine.timers().runDue();
        pool.work();
    }

    /** The answer to a question, which must be there once the worker has worked. */
    <R> R answer(CompletionStage<R> question) {
        settle();
        CompletableFuture<R> future = question.toCompletableFuture();
        return future.isCompletedExceptionally() ? future.join() : future.resultNow();
    }

    /** Why a question has failed. */
    Throwable failure(CompletionStage<?> question) {
        settle();
        return question.toCompletableFuture().exceptionNow();
    }

    List<String> words(Actors<Object> actors, String key) {
        return answer(actors.ask(key, new Scripted.Words()));
    }
}
