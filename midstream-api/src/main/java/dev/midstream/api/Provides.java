package dev.midstream.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public, parameterless method of an {@link AppModule} whose result other modules may ask
 * for by its full generic return type. Called once per module instance.
 *
 * <p>Read from bytecode, before any code of the module runs.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Provides {}
