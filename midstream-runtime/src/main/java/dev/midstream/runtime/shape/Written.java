package dev.midstream.runtime.shape;

/**
 * A method that is marked {@code @Migration}.
 *
 * @param owner the type that declares it
 * @param method its name
 * @param from its parameter
 * @param to its result; one of the two is the owner
 */
public record Written(Type.Named owner, String method, Type from, Type to) {

    /**
     * A method that is marked {@code @Migration} and cannot be one.
     *
     * @param method {@code Cart.from}
     * @param seen what is wrong with it
     */
    public record Misfit(String method, String seen) {}

    /** {@code Cart.from(V1)}. */
    @Override
    public String toString() {
        return owner.source() + "." + method + "(" + from.source() + ")";
    }
}
