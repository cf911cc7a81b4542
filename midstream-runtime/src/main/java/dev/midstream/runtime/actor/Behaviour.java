package dev.midstream.runtime.actor;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import dev.midstream.runtime.record.Reservoir;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An actor class's object in one module instance. Every generation with that instance has this
 * behaviour; an actor has one at a time, its home.
 *
 * <p>Bound by the pipeline before the cutover; then safe for all threads.
 */
public final class Behaviour {

    /** Turns that are kept of a class of messages. */
    private static final int MOST_KEPT = 256;

    /** At most one for so many actors. */
    private static final int KEPT_OF = 100;

    private final ActorTable table;
    private final String subject;
    private final ClassLoader loader;
    private final Class<?> state;
    private final Class<?> message;
    private final Handle<Object> handle = new Handle<>(this);

    /** Some of its turns. Goes with it, so that what they refer to keeps no released loader. */
    private final Reservoir<TurnSample> turns = new Reservoir<>(this::mostKept);

    private volatile @Nullable Actor<Object, Object> actor;

    /** The cutover that made it current last; 0 before the first. Later is greater. */
    private volatile int order;

    /** Whether turns may run on the thread of whoever sends. */
    private volatile boolean inline;

    private volatile boolean slow;

    /** Where its values go when another behaviour is current; few, the best first. */
    private volatile List<Link> links = List.of();

    /** Whether its generation is drained: no turn begins in it any more. */
    private volatile boolean over;

    /** The behaviours that became current with it last; keeps no generation from leaving. */
    private volatile WeakReference<Behaviours> generation = new WeakReference<>(null);

    Behaviour(
            ActorTable table,
            String subject,
            ClassLoader loader,
            Class<?> state,
            Class<?> message) {
        this.table = table;
        this.subject = subject;
        this.loader = loader;
        this.state = state;
        this.message = message;
        this.inline = table.engine().options().trust() == 0;
    }

    /** Gives it the object that the module declared. */
    @SuppressWarnings("unchecked") // verify has read both type arguments from the class
    public void bind(Actor<?, ?> declared) {
        actor = (Actor<Object, Object>) declared;
    }

    /** The name of its type. */
    public String type() {
        return table.name();
    }

    /** What modules use to reach actors of its type. */
    public Actors<?> handle() {
        return handle;
    }

    Handle<Object> ownHandle() {
        return handle;
    }

    ActorTable table() {
        return table;
    }

    /** The loader of its module: what its classes mean by a name. */
    public ClassLoader loader() {
        return loader;
    }

    /** Its states' class. */
    public Class<?> state() {
        return state;
    }

    /** The class that all its messages have. */
    public Class<?> message() {
        return message;
    }

    Actor<Object, Object> actor() {
        Actor<Object, Object> bound = actor;
        if (bound == null) {
            throw new IllegalStateException(subject + " has not declared " + type() + " yet");
        }
        return bound;
    }

    /** So that what is kept adds little to the states that live. */
    private int mostKept() {
        return Math.clamp(table.size() / KEPT_OF, Reservoir.MOST_OF_A_KIND, MOST_KEPT);
    }

    /** Whether any of its turns was kept. */
    public boolean hasKeptTurns() {
        return turns.kinds().stream().anyMatch(kind -> !kind.kept().isEmpty());
    }

    /** Some of its turns, by the class of their message. */
    Reservoir<TurnSample> turns() {
        return turns;
    }

    /** Whether a value is a state of its class. */
    boolean takes(Object value) {
        return state.isInstance(value);
    }

    /** The class that the module declared: fixes the types of states and messages. */
    public Class<?> actorClass() {
        return actor().getClass();
    }

    int order() {
        return order;
    }

    void current(int cutover, Behaviours with) {
        over = false;
        generation = new WeakReference<>(with);
        order = cutover;
    }

    /** The behaviour of another type in its generation; null if that has none, or has gone. */
    @Nullable Behaviour beside(ActorTable other) {
        Behaviours with = generation.get();
        return with == null ? null : with.at(other.slot());
    }

    /** The behaviours of its generation; null before its first cutover, and when that has gone. */
    public @Nullable Behaviours generation() {
        return generation.get();
    }

    List<Link> links() {
        return links;
    }

    /** Says where its values go; the pipeline's, before the cutover. */
    void links(List<Link> ways) {
        links = List.copyOf(ways);
    }

    boolean over() {
        return over;
    }

    /** Its generation is drained. */
    void end() {
        over = true;
    }

    boolean inline() {
        return inline;
    }

    /** Turns on the pool were short so far. */
    void trust() {
        if (!slow && !inline) {
            inline = true;
        }
    }

    /** A turn was slow: from now on its turns stay on the pool. */
    void distrust() {
        slow = true;
        inline = false;
    }

    /** Whether states and messages of the other are this one's too, unconverted. */
    boolean sameShape(Behaviour other) {
        return state == other.state && message == other.message;
    }

    /** {@code cart of carts@7}. */
    @Override
    public String toString() {
        return type() + " of " + subject;
    }
}
