package @package@;

/** A plain class: nothing in it knows that it can be upgraded. */
final class Greeting {

    String of(String name) {
        return "Hello, " + name + "!\n";
    }
}
