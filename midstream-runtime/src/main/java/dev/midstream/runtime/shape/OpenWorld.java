package dev.midstream.runtime.shape;

/** A type can hold something that is no plain data. */
public final class OpenWorld extends Exception {

    private static final long serialVersionUID = 1;

    OpenWorld(String path) {
        super(path);
    }

    /** The first place: {@code Cart.lines[].meta → java.lang.Object}. */
    public String path() {
        return String.valueOf(getMessage());
    }
}
