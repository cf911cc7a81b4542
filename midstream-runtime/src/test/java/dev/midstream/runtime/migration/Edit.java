package dev.midstream.runtime.migration;

/**
 * One edit.
 *
 * @param name what is done
 * @param old the old type S, with what it needs
 * @param value makes an old value
 * @param next the new type S
 * @param expected how the new value prints, or the code that refuses it
 * @param back the class of the way back
 */
record Edit(
        String name, String old, String value, String next, String expected, WayBack.Kind back) {

    @Override
    public String toString() {
        return name;
    }
}
