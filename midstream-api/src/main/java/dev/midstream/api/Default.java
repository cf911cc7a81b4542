package dev.midstream.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record's component that nobody gives one, written as a configuration file would
 * write it: {@code @Default("250ms") Duration timeout}.
 *
 * <p>Read from bytecode and checked before any code of the module runs.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /** The value as text. */
    String value();
}
