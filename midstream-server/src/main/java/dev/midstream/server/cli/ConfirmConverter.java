package dev.midstream.server.cli;

import dev.midstream.runtime.upgrade.Confirm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code auto}, {@code manual} or {@code now} on the command line. */
final class ConfirmConverter implements ITypeConverter<Confirm> {

    ConfirmConverter() {}

    @Override
    public Confirm convert(String value) {
        for (Confirm confirm : Confirm.values()) {
            if (confirm.name().toLowerCase(Locale.ROOT).equals(value)) {
                return confirm;
            }
        }
        throw new TypeConversionException("'" + value + "' is not one of " + new Names());
    }

    /** What shell completion offers. */
    static final class Names extends ArrayList<String> {
        @java.io.Serial private static final long serialVersionUID = 1L;

        Names() {
            super(List.of("auto", "manual", "now"));
        }
    }
}
