package dev.midstream.runtime.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of plain data without its classes: what two versions of it are compared by. */
sealed interface Told {

    /**
     * A value of the JDK's, or the name of a constant.
     *
     * @param value whole numbers are longs, others doubles
     */
    record Leaf(Object value) implements Told {}

    /** A value that is never shown. */
    record Hidden(Object value) implements Told {}

    /**
     * A record.
     *
     * @param name of the case of a sealed type; empty for other records, whose names are free
     */
    record Fields(String name, Map<String, Told> components) implements Told {}

    /** A list or an array. */
    record Items(List<Told> items) implements Told {}

    /** A set: its order says nothing. */
    record Group(Set<Told> items) implements Told {}

    /** A map. */
    record Entries(Map<Told, Told> entries) implements Told {}

    /** An optional value. */
    record Maybe(Optional<Told> some) implements Told {}
}
