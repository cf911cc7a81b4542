package languages;

/** Greets; implemented in Kotlin. */
public interface Greeter {

    /** A greeting in one of these moods. */
    Greeting greet(String name, Mood mood);

    /** The moods there are. */
    enum Mood {
        PLAIN,
        LOUD
    }

    /** What is said, and by which version. */
    record Greeting(String text, String version) {}
}
