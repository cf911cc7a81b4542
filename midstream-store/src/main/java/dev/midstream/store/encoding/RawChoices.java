package dev.midstream.store.encoding;

import dev.midstream.runtime.migration.Raw;
import dev.midstream.runtime.shape.Type;
import java.util.Set;

/** Enums whose class is not loaded. */
final class RawChoices extends Codec {

    private final Type.Named type;
    private final Set<String> constants;

    RawChoices(Type.Named type, Set<String> constants) {
        this.type = type;
        this.constants = constants;
    }

    @Override
    void write(Object value, Writing to) {
        to.out.writeString(((Raw.Constant) value).name());
    }

    @Override
    Object read(Reading from) throws Misfit {
        String name = Leaves.readText(from);
        if (!constants.contains(name)) {
            throw new Misfit(
                    "expected a constant of "
                            + type.source()
                            + ", seen '"
                            + Choices.shortened(name)
                            + "'");
        }
        return new Raw.Constant(type, name);
    }
}
