package dev.midstream.build.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.midstream.build.project.JavacSettings;
import dev.midstream.runtime.finding.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes others can see. */
class AbiTest {

    private static final Path FILE = Path.of("/src/p/A.java");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    int f() { return 1; }              | int f() { return 2; }
                    private void f() {}                |
                    private int f(int a) { return a; } | private long f() { return 1; }
                    void f() {}                        | void f() { Runnable r = () -> {}; r.run(); }
                    void f() {}                        | void f() { new Object() {}; class Local {} }
                    void f() {}                        | void f() { java.util.Map.Entry<?, ?> e = null; }
                    void f(int a) {}                   | void f(int b) {}
                    static int x; static { x = 1; }    | static int x; static { x = 2; }
                    static int x = f(); static int f() { return 1; } | static int x = 5; static int f() { return 1; }
                    private int x;                     | private long x;
                    private static final int X = 1;    | private static final int X = 2;
                    int x = 1; A() {}                  | int x = 2; A() {}
                    """)
    void whatStaysInsideIsNotSeen(String before, String after) throws Refused {
        assertThat(abi(in(after))).isEqualTo(abi(in(before)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    static final int X = 1;            | static final int X = 2;
                    static final String X = "a";       | static final String X = "b";
                    static final int X = 1;            | static int X = 1;
                    final int x = 1;                   | final int x = 2;
                    void f() {}                        |
                    void f() {}                        | public void f() {}
                    void f() {}                        | static void f() {}
                    void f() {}                        | void f() throws java.io.IOException {}
                    void f() {}                        | @Deprecated void f() {}
                    void f() {}                        | void f(int... a) {}
                    void f(int... a) {}                | void f(int[] a) {}
                    int f() { return 1; }              | long f() { return 1; }
                    java.util.List<String> f() { return null; } | java.util.List<Object> f() { return null; }
                    <T> void f(T t) {}                 | <T extends Object & Runnable> void f(T t) {}
                    A() {}                             | A(int a) {}
                    A() {}                             | private A() {}
                    static class N {}                  | class N {}
                    class N {}                         | private class N {}
                    class N {}                         |
                    private int x;                     | private int y;
                    """)
    void whatOthersCanNameIsSeen(String before, String after) throws Refused {
        assertThat(abi(in(after))).isNotEqualTo(abi(in(before)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    class A {}                         | final class A {}
                    class A {}                         | public class A {}
                    class A {}                         | class A extends Thread {}
                    class A {}                         | class A implements java.io.Serializable {}
                    class A {}                         | class A<T> {}
                    class A {}                         | interface A {}
                    class A {}                         | class A {} class B {}
                    class A {}                         | @Deprecated class A {}
                    enum A { X, Y }                    | enum A { Y, X }
                    enum A { X }                       | enum A { X, Y }
                    enum A { X }                       | enum A { X { void f() {} } }
                    record A(int a) {}                 | record A(int b) {}
                    record A(int a) {}                 | record A(long a) {}
                    record A(int a, int b) {}          | record A(int b, int a) {}
                    sealed interface A { record B() implements A {} } | sealed interface A { record B() implements A {} record C() implements A {} }
                    sealed interface A { record B() implements A {} } | interface A { record B() implements A {} }
                    @interface A { int x() default 1; } | @interface A { int x() default 2; }
                    @interface A {}                    | @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface A {}
                    interface A { void f(); }          | interface A { default void f() {} }
                    """)
    void theShapeOfATypeIsSeen(String before, String after) throws Refused {
        assertThat(abi("package p; " + after)).isNotEqualTo(abi("package p; " + before));
    }

    @Test
    void aPrivateFieldOfAFinalClassHidesNothingFromAnybody() throws Refused {
        assertThat(abi("package p; final class A { private int x; }"))
                .isEqualTo(abi("package p; final class A {}"));
    }

    @Test
    void linesAndFilesAreNotSeen() throws Refused {
        assertThat(abi("package p; class A { void f() { f(); } }"))
                .isEqualTo(abi("package p;\n// more\nclass A {\n void f() {\n f(); } }"));
    }

    @Test
    void whatIsNoClassFileIsNamedSo() {
        assertThatIllegalArgumentException().isThrownBy(() -> Abi.of(new byte[] {1, 2, 3}));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Abi.of(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}));
    }

    private static String in(@org.jspecify.annotations.Nullable String members) {
        return "package p; class A { " + (members == null ? "" : members) + " }";
    }

    private static String abi(String source) throws Refused {
        byte[] content = source.getBytes(StandardCharsets.UTF_8);
        SortedMap<String, String> abis = new TreeMap<>();
        try (Javac javac = Javac.open()) {
            javac.compile(
                            "m",
                            List.of(new Snapshot.Source(FILE, "p/A.java", content)),
                            new Javac.Surroundings(new TreeMap<>(), List.of(), new TreeMap<>()),
                            new JavacSettings(
                                    List.of("-parameters", "-g", "-proc:none"), "UTF-8", List.of()))
                    .files()
                    .forEach((entry, file) -> abis.put(entry, Abi.of(file)));
        }
        return Abi.of(abis);
    }
}
