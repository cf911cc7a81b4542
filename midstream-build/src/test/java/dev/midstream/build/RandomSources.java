package dev.midstream.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sources that use each other in the ways that carry something from one class file into another
 * (constants, inheritance, hiding, enum switches, record patterns, sealed types, bridges, nested
 * and secondary classes), and random edits of them. Some edits do not compile; that is meant.
 */
final class RandomSources {

    private static final int TYPES = 9;
    private static final int KNOBS = 14;

    private final Random random;
    private final SortedMap<Integer, int[]> types = new TreeMap<>();

    RandomSources(long seed) {
        random = new Random(seed);
        for (int type = 0; type < TYPES; type++) {
            types.put(type, new int[KNOBS]);
        }
    }

    /** The files as they are now. */
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        types.forEach((type, knobs) -> files.put("p/T" + type + ".java", source(type, knobs)));
        files.put("notes.txt", "note " + types.size());
        return files;
    }

    /** Turns one knob or two, or takes a file away or brings it back. */
    String edit() {
        int type = random.nextInt(TYPES);
        if (random.nextInt(15) == 0) {
            if (types.remove(type) == null) {
                types.put(type, new int[KNOBS]);
            }
            return "file T" + type;
        }
        List<String> done = new ArrayList<>();
        for (int edits = random.nextInt(8) == 0 ? 2 : 1; edits > 0; edits--) {
            int knob = random.nextInt(KNOBS);
            int[] knobs = types.computeIfAbsent(type, key -> new int[KNOBS]).clone();
            knobs[knob] = random.nextInt(3);
            types.put(type, knobs);
            done.add("T" + type + " knob " + knob + " = " + knobs[knob]);
            type = random.nextInt(TYPES);
        }
        return done.toString();
    }

    /** What {@link #restore} takes back. */
    SortedMap<Integer, int[]> save() {
        return new TreeMap<>(types);
    }

    void restore(SortedMap<Integer, int[]> saved) {
        types.clear();
        types.putAll(saved);
    }

    private static String source(int n, int[] knob) {
        int other = (n + 1) % TYPES;
        int third = (n + 4) % TYPES;
        boolean child = n % 3 != 0;
        StringBuilder s = new StringBuilder("package p;\n");
        s.append(knob[0] == 2 ? "@Deprecated\n" : "");
        s.append("public class T" + n + "<X>");
        s.append(child ? " extends T" + (n - 1) + "<String>" : "").append(" {\n");
        s.append("  public static final int K = " + knob[1] + ";\n");
        s.append("  static final String NAME = \"n\" + " + knob[1] + ";\n");
        s.append(knob[2] > 0 ? "  private int shared = " + knob[2] + ";\n" : "");
        s.append(n % 3 == 0 ? "  protected int shared = 9;\n" : "");
        s.append(
                "  public enum E { "
                        + List.of("A, B, C", "B, A, C", "A, B, C, D").get(knob[3])
                        + " }\n");
        s.append(
                "  public record R("
                        + List.of("int a, E e", "long a, E e", "int a, E e, int z").get(knob[4])
                        + ") {}\n");
        s.append(
                "  sealed interface S { record One() implements S {} "
                        + (knob[5] > 0 ? "record Two() implements S {} " : "")
                        + "}\n");
        s.append("  public static int f(Object o) { return 1; }\n");
        s.append(knob[6] > 0 ? "  public static int f(Integer o) { return 2; }\n" : "");
        s.append(knob[6] > 1 ? "  private static int f(String o) { return 3; }\n" : "");
        String given = List.of("x", "null", "(X) x").get(knob[7]);
        s.append("  public X h" + n + "(X x) { return " + given + "; }\n");
        s.append(child ? "" : "  public X g(X x) { return x; }\n");
        s.append(
                child && knob[8] > 0
                        ? "  public "
                                + (knob[8] > 1 ? "Object" : "String")
                                + " g(String s) {"
                                + " return s; }\n"
                        : "");
        s.append("  private int hidden(int a) { return a + " + knob[9] + "; }\n");
        s.append("  int body() {\n    int sum = hidden(" + knob[9] + ");\n");
        for (int i = 0; i < knob[10]; i++) {
            s.append("    Runnable r" + i + " = () -> System.out.println(T" + other + ".K);\n");
            s.append("    Object o" + i + " = new Object() { int q = T" + other + ".K; };\n");
        }
        s.append(
                "    sum += T"
                        + other
                        + ".K + T"
                        + third
                        + ".NAME.length() + T"
                        + other
                        + ".f(\"\") + T"
                        + third
                        + ".f(1);\n");
        s.append(
                "    switch (T"
                        + other
                        + ".E.A) { case A -> sum++; case B -> sum--; default -> {} }\n");
        s.append("    Object o = new T" + third + ".R(1, T" + third + ".E.A" + ");\n");
        s.append("    if (o instanceof T" + third + ".R(var a, var e)) { sum += (int) a; }\n");
        s.append("    T" + other + ".S sealed = new T" + other + ".S.One();\n");
        s.append(
                "    sum += switch (sealed) { case T"
                        + other
                        + ".S.One one -> 1; };\n"
                                .replace(" };", knob[11] > 0 ? " default -> 2; };" : " };"));
        s.append("    return sum + " + (child ? "shared" : "0") + ";\n  }\n");
        s.append(
                knob[12] > 0
                        ? "  "
                                + (knob[12] > 1 ? "private " : "")
                                + "static class Nested { int n = T"
                                + other
                                + ".K; }\n"
                        : "");
        s.append("}\n");
        s.append(
                knob[13] > 0
                        ? "class Beside"
                                + (knob[13] > 1 ? "" : n)
                                + " { int k = T"
                                + third
                                + ".K; }\n"
                        : "");
        return s.toString();
    }
}
