package libraries.hibernatevalidator;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import libraries.probe.Probe;
import org.hibernate.validator.HibernateValidator;

/** Constraints on records and what is in them, messages with expressions; found as a service. */
public final class ValidatorModule implements AppModule {

    /** A line. */
    public record Line(@NotBlank String sku, @Min(value = 1, message = "{value} is least, not ${validatedValue}") int qty) {}

    /** An order. */
    public record Order(@Size(min = 3) String stamp, List<@Valid Line> lines) {}

    private ValidatorFactory factory;
    private Validator validator;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(HibernateValidator.class), this::use);
    }

    @Override
    public void start(Start start) {
        java.util.Locale.setDefault(java.util.Locale.ENGLISH);
        factory = Validation.buildDefaultValidatorFactory();
        validator = factory.getValidator();
    }

    @Override
    public void stop() {
        if (factory != null) {
            factory.close();
        }
    }

    private String use(String stamp) {
        Order good = new Order(stamp, List.of(new Line("a", 1)));
        Probe.same(0, validator.validate(good).size());
        Order bad = new Order(stamp, List.of(new Line(" ", 1), new Line("b", 0)));
        List<String> messages =
                validator.validate(bad).stream()
                        .map(violation -> violation.getPropertyPath() + ": " + violation.getMessage())
                        .sorted()
                        .toList();
        Probe.same(List.of("lines[0].sku: must not be blank", "lines[1].qty: 1 is least, not 0"), messages);
        return good.stamp();
    }
}
