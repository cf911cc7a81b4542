package dev.midstream.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an actor type: its identity across upgrades. The class's own name is free to change.
 * Read from bytecode, before any code of the module runs.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ActorType {

    /** The name: letters, digits, {@code .}, {@code _} and {@code -}; once in an app. */
    String value();
}
