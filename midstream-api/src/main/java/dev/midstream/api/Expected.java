package dev.midstream.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares, at an {@link AppModule}, that kept turns end otherwise in this version than in the one
 * before, so that the comparison before an upgrade does not warn of it.
 *
 * <pre>{@code
 * @Expected(of = "cart", at = "reply.totalCents", why = "promotions of season 2")
 * public final class PricingModule implements AppModule { … }
 * }</pre>
 *
 * <p>It stands in the change that it is about. It excuses one upgrade: what the running version has
 * declared with the same words already excuses nothing more, and the upgrade says that it can go.
 *
 * @since 0.1
 */
@Documented
@Repeatable(Expected.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Expected {

    /** An actor type, {@code cart}; or one of its messages, {@code cart CartMessage.AddItem}. */
    String of();

    /** The path that differs as the comparison names it, with all below it: {@code reply.items}. */
    String at();

    /** The reason, for whoever reviews the change and whoever upgrades. */
    String why();

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        /** All of them. */
        Expected[] value();
    }
}
