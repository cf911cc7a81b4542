package dev.midstream.runtime.migration;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import java.util.List;
import java.util.Optional;

/**
 * The way from stored values, whose classes are not there any more, to a type of an app: derived
 * where shapes allow, else by the app's written migrations, over several older shapes.
 */
public final class StoredPlan {

    private final String subject;
    private final Shapes stored;
    private final Shapes app;
    private final Plan plan;

    private StoredPlan(String subject, Shapes stored, Shapes app, Plan plan) {
        this.subject = subject;
        this.stored = stored;
        this.app = app;
        this.plan = plan;
    }

    /**
     * Plans.
     *
     * @param subject the actor type, for findings
     * @param stored the shape that the values were stored with
     * @param app reads the app's types
     * @param type what they are to be
     */
    public static StoredPlan of(String subject, Shape stored, Shapes app, Type type) {
        Shapes shapes = Shapes.of(stored);
        return new StoredPlan(subject, shapes, app, Planner.plan(shapes, stored.root(), app, type));
    }

    /** Why not every value can be converted, with the methods to write; empty if all can. */
    public List<Finding> refusals() {
        Refusals refusals = new Refusals(subject, stored, app);
        refusals.add("what is stored", plan);
        return refusals.findings();
    }

    /**
     * Binds it to the app's classes.
     *
     * @param loader sees all of the app's types
     * @throws ReflectiveOperationException if a class is not what its bytecode said
     * @throws LinkageError if a class cannot be linked or initialized
     */
    public Bound bind(ClassLoader loader) throws ReflectiveOperationException {
        return new Bound(
                Conversion.of(
                        plan,
                        new Side(stored, Optional.empty()),
                        new Side(app, Optional.of(loader)),
                        new SharedValues()));
    }

    /** A plan, bound. Safe for all threads. */
    public static final class Bound {

        private final Conversion conversion;

        private Bound(Conversion conversion) {
            this.conversion = conversion;
        }

        /**
         * Converts a value.
         *
         * @param value with {@link Raw} for each record and constant, and the JDK's own classes for
         *     all others
         * @throws MigrationFailed if there is no way for this value, or user code threw
         */
        public Object convert(Object value) throws MigrationFailed {
            return conversion.convert(value);
        }
    }
}
