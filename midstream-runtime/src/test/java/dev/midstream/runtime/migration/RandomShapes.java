package dev.midstream.runtime.migration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A random type S with all that it needs, and a random edit of it, as Java source. */
final class RandomShapes {

    private static final List<String> LEAVES =
            List.of(
                    "int",
                    "long",
                    "double",
                    "float",
                    "short",
                    "char",
                    "boolean",
                    "String",
                    "Integer",
                    "Long",
                    "BigDecimal",
                    "Instant",
                    "UUID");

    /** A component; its default is empty for none. */
    private record Field(String type, String name, String byDefault) {
        String source() {
            return (byDefault.isEmpty() ? "" : "@Default(\"" + byDefault + "\") ")
                    + type
                    + " "
                    + name;
        }
    }

    private sealed interface Kind {
        record Rec(String name, String parent, List<Field> fields) implements Kind {}

        record Enu(String name, List<String> constants) implements Kind {}

        record Sea(String name, List<Rec> cases) implements Kind {}
    }

    private final Random random;
    private final String folder;
    private final List<Kind> old = new ArrayList<>();
    private final List<Kind> next = new ArrayList<>();
    private boolean refused;

    RandomShapes(long seed, String folder) {
        this.random = new Random(seed);
        this.folder = folder;
        // Innermost types first, so that each can use those that are there; S is the last.
        int types = 1 + random.nextInt(4);
        for (int i = 0; i < types; i++) {
            switch (random.nextInt(4)) {
                case 0 -> old.add(new Kind.Enu("E" + i, constants()));
                case 1 ->
                        old.add(
                                new Kind.Sea(
                                        "X" + i,
                                        List.of(
                                                rec("A" + i, " implements X" + i),
                                                rec("B" + i, " implements X" + i))));
                default -> old.add(rec("R" + i, ""));
            }
        }
        List<Field> all = new ArrayList<>(fields());
        for (int i = 0; i < types; i++) {
            all.add(new Field(holding(old.get(i)), "uses" + i, ""));
        }
        all.add(new Field("Optional<S>", "inner", ""));
        old.add(new Kind.Rec("S", "", all));
        edit();
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case Kind.Rec rec -> rec.name();
            case Kind.Enu enu -> enu.name();
            case Kind.Sea sea -> sea.name();
        };
    }

    private List<String> constants() {
        return new ArrayList<>(List.of("P", "Q", "R").subList(0, 2 + random.nextInt(2)));
    }

    private Kind.Rec rec(String name, String parent) {
        return new Kind.Rec(name, parent, fields());
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String type = LEAVES.get(random.nextInt(LEAVES.size()));
            boolean used = random.nextInt(3) == 0 && !old.isEmpty();
            fields.add(
                    new Field(
                            used ? holding(old.get(random.nextInt(old.size()))) : type,
                            "f" + i,
                            type.equals("int") && !used && random.nextBoolean() ? "5" : ""));
        }
        return fields;
    }

    private String holding(Kind kind) {
        String name = name(kind);
        return switch (random.nextInt(6)) {
            case 0 -> "List<" + name + ">";
            case 1 -> "Map<String, " + name + ">";
            case 2 -> "Optional<List<" + name + ">>";
            case 3 -> name + "[]";
            case 4 -> kind instanceof Kind.Enu ? "Set<" + name + ">" : "List<List<" + name + ">>";
            default -> name;
        };
    }

    private void edit() {
        for (Kind kind : old) {
            next.add(
                    switch (kind) {
                        case Kind.Rec rec -> edited(rec);
                        case Kind.Enu enu -> edited(enu);
                        case Kind.Sea sea ->
                                new Kind.Sea(
                                        sea.name(),
                                        sea.cases().stream().map(this::edited).toList());
                    });
        }
    }

    private Kind.Enu edited(Kind.Enu enu) {
        List<String> constants = new ArrayList<>(enu.constants());
        switch (random.nextInt(8)) {
            case 0 -> constants.addFirst("ADDED");
            case 1 -> {
                constants.removeLast();
                refused = true;
            }
            default -> Collections.shuffle(constants, random);
        }
        return new Kind.Enu(enu.name(), constants);
    }

    private Kind.Rec edited(Kind.Rec rec) {
        List<Field> fields = new ArrayList<>(rec.fields());
        int edits = random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(fields.size() + 1);
            Field field = at < fields.size() ? fields.get(at) : new Field("", "", "");
            switch (random.nextInt(14)) {
                case 0 -> fields.add(at, new Field("List<String>", "list" + i, ""));
                case 1 -> fields.add(at, new Field("Optional<S>", "some" + i, ""));
                case 2 -> fields.add(at, new Field("String", "text" + i, "new"));
                case 3 -> fields.add(at, new Field("BigDecimal", "sum" + i, "1.50"));
                case 4 -> {
                    if (at < fields.size()) {
                        fields.remove(at);
                    }
                }
                case 5 -> {
                    fields.add(at, new Field("String", "bare" + i, ""));
                    refused = true;
                }
                case 6 -> {
                    if (at < fields.size() && !canBeAbsent(field)) {
                        fields.set(at, new Field(field.type(), "renamed" + i, ""));
                        refused = true;
                    }
                }
                case 7, 8 -> {
                    if (field.type().equals("int") && field.byDefault().isEmpty()) {
                        fields.set(at, new Field("long", field.name(), ""));
                    } else if (field.type().equals("float")) {
                        fields.set(at, new Field("double", field.name(), ""));
                    } else if (field.type().equals("char")) {
                        fields.set(at, new Field("Integer", field.name(), ""));
                    }
                }
                case 9 -> {
                    if (field.type().equals("long") && field.name().startsWith("f")) {
                        fields.set(at, new Field("short", field.name(), ""));
                        refused = true;
                    }
                }
                default -> Collections.shuffle(fields, random);
            }
        }
        return new Kind.Rec(rec.name(), rec.parent(), fields);
    }

    private static boolean canBeAbsent(Field field) {
        return field.type().startsWith("List<")
                || field.type().startsWith("Map<")
                || field.type().startsWith("Set<")
                || field.type().startsWith("Optional<");
    }

    /** Whether one of the edits may not pass. */
    boolean refused() {
        return refused;
    }

    List<String> oldSources() {
        return sources(old);
    }

    List<String> nextSources() {
        return sources(next);
    }

    private List<String> sources(List<Kind> kinds) {
        String head =
                "package "
                        + folder
                        + "; import dev.midstream.api.*; import java.util.*; import java.math.*;"
                        + " import java.time.*; ";
        List<String> units = new ArrayList<>();
        for (Kind kind : kinds) {
            switch (kind) {
                case Kind.Rec rec -> units.add(head + source(rec));
                case Kind.Enu enu ->
                        units.add(
                                head
                                        + "enum "
                                        + enu.name()
                                        + " { "
                                        + String.join(", ", enu.constants())
                                        + " }");
                case Kind.Sea sea -> {
                    StringBuilder text = new StringBuilder(head);
                    text.append("sealed interface ").append(sea.name()).append(" { ");
                    sea.cases().forEach(each -> text.append(source(each)).append(' '));
                    units.add(text.append('}').toString());
                }
            }
        }
        return units;
    }

    private static String source(Kind.Rec rec) {
        return "record "
                + rec.name()
                + "("
                + String.join(", ", rec.fields().stream().map(Field::source).toList())
                + ")"
                + rec.parent()
                + " {}";
    }
}
