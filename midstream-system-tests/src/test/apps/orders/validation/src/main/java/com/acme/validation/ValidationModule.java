package com.acme.validation;

import com.acme.orders.domain.Basket;
import com.acme.orders.domain.Check;
import com.acme.orders.domain.InvalidOrder;
import com.acme.orders.domain.Order;
import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.Valid;
import java.util.List;

/** Looks at baskets with constraints. */
public final class ValidationModule implements AppModule {

    private final ValidatorFactory factory = Validation.buildDefaultValidatorFactory();

    /** Whether a basket can be ordered. */
    @Provides
    public Check<Basket> baskets() {
        Validator validator = factory.getValidator();
        return basket -> {
            List<String> complaints =
                    validator.validate(Checked.of(basket)).stream()
                            .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                            .sorted()
                            .toList();
            if (!complaints.isEmpty()) {
                throw new InvalidOrder(complaints);
            }
        };
    }

    @Override
    public void stop() {
        factory.close();
    }

    private record Checked(
            @NotBlank(message = "is missing") String customer,
            @NotEmpty(message = "are missing") List<@Valid CheckedLine> lines) {

        static Checked of(Basket basket) {
            return new Checked(
                    basket.customer(),
                    basket.lines() == null
                            ? List.of()
                            : basket.lines().stream().map(CheckedLine::of).toList());
        }
    }

    private record CheckedLine(
            @NotBlank(message = "is missing") String sku,
            @Positive(message = "must be positive") int qty) {

        static CheckedLine of(Order.Line line) {
            return new CheckedLine(line.sku(), line.qty());
        }
    }
}
