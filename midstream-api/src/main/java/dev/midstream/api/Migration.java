package dev.midstream.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A written migration: a static method of a state, message or reply type, or of a type that these
 * are made of, with one parameter.
 *
 * <pre>{@code
 * public record Cart(List<Line> lines, long version, long points) {
 *     record V1(List<Line> lines, long version) {}            // the shape it replaces, written down
 *     @Migration static Cart from(V1 old) { … }               // up
 *     @Migration static V1 to(Cart now) { … }                 // back, for a rollback
 * }
 * }</pre>
 *
 * <p>Which way it leads is seen from its types: one of parameter and result is the type that
 * declares it, the other is an older shape. Name and visibility are free. It is taken where the
 * running shape is the older one; shapes that differ by what can be derived need none.
 *
 * <p>Called on any thread, also on copies of live values before anything is decided: it must be a
 * function of its argument without effects. What it throws refuses the upgrade with the message.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Migration {}
