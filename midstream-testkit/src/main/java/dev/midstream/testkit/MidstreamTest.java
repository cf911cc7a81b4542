package dev.midstream.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts an app for the tests of a class; each test method, or the constructor, may have a
 * parameter {@link TestHost}, {@link dev.midstream.runtime.Midstream} or {@link java.net.URI},
 * which is where the door listens.
 *
 * <pre>{@code
 * @MidstreamTest(app = "../carts/v1")
 * class CartsTest {
 *     @Test
 *     void aCartIsThere(TestHost host) {
 *         assertThat(host.get("/carts/1").statusCode()).isEqualTo(200);
 *     }
 * }
 * }</pre>
 *
 * <p>A host that needs more than a path is described in a field with {@link MidstreamExtension}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MidstreamExtension.class)
public @interface MidstreamTest {

    /**
     * The app's folder, jar or artefact; relative to the working directory, which Maven sets to the
     * folder of the module that is tested.
     */
    String app();

    /** Whether one host serves all tests of the class, instead of a new one for each. */
    boolean shared() default false;
}
