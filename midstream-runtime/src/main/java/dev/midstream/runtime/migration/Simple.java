package dev.midstream.runtime.migration;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The converters that need no class of a generation. */
final class Simple {

    /** Gives back what it is given. */
    static final Converter SAME =
            new Converter() {
                @Override
                @Nullable Object convert(@Nullable Object value, Walk walk) {
                    return value;
                }

                @Override
                boolean identity() {
                    return true;
                }
            };

    private Simple() {}

    /** Numbers of another kind, if they fit. */
    static Converter number(String to, String source, boolean nullable) {
        return new Converter() {
            @Override
            @Nullable Object convert(@Nullable Object value, Walk walk) throws MigrationFailed {
                Object fits = value == null ? null : Numbers.fit(value, to);
                if (fits == null && !(nullable && value == null)) {
                    throw new MigrationFailed("", value + " is no " + source);
                }
                return fits;
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                try {
                    convert(value, Walk.FLAT);
                } catch (MigrationFailed failed) {
                    throw failed(path, failed);
                }
            }
        };
    }

    /** Fails, for null too. */
    static Converter never(String why) {
        return new Converter() {
            @Override
            Object convert(@Nullable Object value, Walk walk) throws MigrationFailed {
                throw new MigrationFailed("", "cannot be converted: " + why);
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                throw new MigrationFailed(path, "cannot be converted: " + why);
            }
        };
    }

    /** One after the other. */
    static Converter chain(Converter first, Converter across, Converter last) {
        return new Converter() {
            @Override
            @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
                return value == null
                        ? null
                        : last.convert(across.convert(first.convert(value, walk), walk), walk);
            }

            @Override
            void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
                if (value == null) {
                    return;
                }
                Object middle;
                try {
                    middle = first.convert(value, Walk.FLAT);
                } catch (Throwable failure) {
                    throw failed(path, failure);
                }
                across.locate(middle, path, deeper);
                super.locate(value, path, deeper);
            }

            @Override
            void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found)
                    throws Throwable {
                if (value != null) {
                    across.inside(first.convert(value, Walk.FLAT), found);
                }
            }
        };
    }
}
