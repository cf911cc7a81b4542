package shapes;

/** One half of a package that stands in two modules. */
public final class Words {

    private Words() {}

    /** A text that is long enough to be worth compressing. */
    public static String many() {
        return "grüße ".repeat(500);
    }
}
