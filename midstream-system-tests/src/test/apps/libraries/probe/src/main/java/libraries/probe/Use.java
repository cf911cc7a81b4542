package libraries.probe;

/** What a library is for, done once. */
@FunctionalInterface
public interface Use {

    /**
     * Takes a stamp through the library and back.
     *
     * @return the stamp as it came out
     * @throws Exception if the library did not do its work
     */
    String use(String stamp) throws Exception;
}
