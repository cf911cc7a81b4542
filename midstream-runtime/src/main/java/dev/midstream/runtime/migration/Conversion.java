package dev.midstream.runtime.migration;

/**
 * Converts values of one type of one end into values of one type of the other. Pure: same value in,
 * equal value out; the value that went in is untouched. Safe for all threads; never waits.
 */
final class Conversion {

    /** Looks so deep into a value for the component that fails. */
    private static final int LOCATED = 100;

    private final Converter converter;
    private final boolean flat;
    private final String name;

    private Conversion(Binding.Bound bound, String name) {
        this.converter = bound.converter();
        this.flat = bound.flat();
        this.name = name;
    }

    /**
     * Binds a plan.
     *
     * @throws ReflectiveOperationException if a class is not what its bytecode said
     * @throws LinkageError if a class cannot be linked or initialized
     */
    static Conversion of(Plan plan, Side from, Side to, SharedValues shared)
            throws ReflectiveOperationException {
        return new Conversion(Binding.bind(plan, from, to, shared), plan.from().source());
    }

    /** Whether both ends have the very same classes, so that every value is handed on. */
    boolean identity() {
        return converter.identity();
    }

    /**
     * Converts a value.
     *
     * @throws MigrationFailed if there is no way for this value, or user code threw
     */
    Object convert(Object value) throws MigrationFailed {
        Object made;
        try {
            made = converter.convert(value, flat ? Walk.FLAT : new Walk());
        } catch (Throwable failure) {
            converter.locate(value, name, LOCATED);
            throw Converter.failed(name, failure);
        }
        if (made == null) {
            throw new MigrationFailed(name, "became null");
        }
        return made;
    }
}
