package dev.midstream.runtime.shape;

import java.lang.classfile.Signature;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A type of plain data, without type variables and wildcards. */
public sealed interface Type {

    /** The type as class files write it, {@code Ljava/util/List<Lshop/Line;>;}. Its identity. */
    String signature();

    /** The type as Java source writes it, without packages: {@code List<Cart.Line>}. */
    default String source() {
        return SignatureText.source(Signature.parseFrom(signature()));
    }

    /** A primitive, or a value type that every generation has from the JDK or the API. */
    record Leaf(String signature) implements Type {

        private static final Set<String> KNOWN =
                Set.of(
                        "java/lang/String",
                        "java/lang/Boolean",
                        "java/lang/Byte",
                        "java/lang/Short",
                        "java/lang/Character",
                        "java/lang/Integer",
                        "java/lang/Long",
                        "java/lang/Float",
                        "java/lang/Double",
                        "java/math/BigDecimal",
                        "java/math/BigInteger",
                        "java/net/URI",
                        "java/time/DayOfWeek",
                        "java/time/Duration",
                        "java/time/Instant",
                        "java/time/LocalDate",
                        "java/time/LocalDateTime",
                        "java/time/LocalTime",
                        "java/time/Month",
                        "java/time/MonthDay",
                        "java/time/OffsetDateTime",
                        "java/time/OffsetTime",
                        "java/time/Period",
                        "java/time/Year",
                        "java/time/YearMonth",
                        "java/time/ZoneId",
                        "java/time/ZoneOffset",
                        "java/time/ZonedDateTime",
                        "java/util/Currency",
                        "java/util/Locale",
                        "java/util/OptionalDouble",
                        "java/util/OptionalInt",
                        "java/util/OptionalLong",
                        "java/util/UUID",
                        "dev/midstream/api/Asked");

        static boolean knows(String internalName) {
            return KNOWN.contains(internalName);
        }
    }

    /**
     * A container.
     *
     * @param of what it holds: one type, or key and value
     */
    record Many(Container container, List<Type> of) implements Type {

        @Override
        public String signature() {
            return container == Container.ARRAY
                    ? "[" + of.getFirst().signature()
                    : of.stream()
                            .map(Type::signature)
                            .collect(Collectors.joining("", "L" + container.type() + "<", ">;"));
        }
    }

    /** A record, enum or sealed interface, with type arguments if it has parameters. */
    record Named(String signature) implements Type {

        /** Its class, {@code shop/Cart$Line}. */
        public String internalName() {
            int end = signature.indexOf('<');
            return signature.substring(1, end < 0 ? signature.length() - 1 : end);
        }

        /** Its class as {@code Class.forName} takes it. */
        public String className() {
            return internalName().replace('/', '.');
        }

        /** The last part of its name: {@code Line}. */
        public String lastName() {
            String name = internalName();
            return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
        }

        /** Its type arguments. */
        public List<Type> arguments() {
            return ShapeText.arguments(signature);
        }

        /** Whether it has type arguments. */
        public boolean generic() {
            return signature.indexOf('<') >= 0;
        }
    }
}
