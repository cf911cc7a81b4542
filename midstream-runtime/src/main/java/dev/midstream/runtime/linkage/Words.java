package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.Definition.Kind;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says why something is not there, and what to do about it. */
final class Words {

    private final Spaces spaces;

    Words(Spaces spaces) {
        this.spaces = spaces;
    }

    /** Why a class is not there, after "which": {@code is in module 'tax', which web …}. */
    String whyAbsent(String internalName, Definition from) {
        String packageName = ClassFacts.packageOf(internalName);
        Optional<Origin> outside = spaces.outside(packageName);
        if (outside.isPresent()) {
            return outside.get().name() + " does not have";
        }
        List<Definition> elsewhere = spaces.everywhere(internalName);
        if (elsewhere.isEmpty()) {
            return "no module or library that " + loader(from) + " sees has";
        }
        Definition other = elsewhere.getFirst();
        return other.ofModule()
                ? "is in module '"
                        + other.unit().name()
                        + "', which "
                        + loader(from)
                        + " does not see"
                : "is in library "
                        + other.unit().name()
                        + ", loaded with "
                        + other.origin().name()
                        + " and not visible to "
                        + loader(from);
    }

    /** What to do about an absent class. */
    String remedyForAbsent(String internalName, Definition from) {
        Optional<Origin> outside = spaces.outside(ClassFacts.packageOf(internalName));
        if (outside.isPresent()) {
            return "Compile " + compiled(from) + " for what the host runs";
        }
        List<Definition> elsewhere = spaces.everywhere(internalName);
        if (elsewhere.isEmpty()) {
            return from.ofModule()
                    ? "Add the dependency that has it to the pom of "
                            + from.unit().name()
                            + ", or compile it again against what it depends on now"
                    : "Add the dependency that has it to the pom of " + from.origin().name();
        }
        String other = elsewhere.getFirst().unit().name();
        return from.ofLibrary() && elsewhere.getFirst().ofModule()
                ? "A library sees only the libraries and modules of its loader; make it a library"
                        + " of module '"
                        + other
                        + "' or of one that requires it"
                : "Add a dependency on " + other + " to the pom of " + loader(from);
    }

    /** What to do when something changed under code that was not compiled again. */
    static String compileAgain(Definition from) {
        return from.ofModule()
                ? "Compile " + compiled(from) + " again against what it depends on now"
                : "Take a version of " + from.unit().name() + " that fits";
    }

    private static String compiled(Definition from) {
        return from.ofModule()
                ? "module '" + from.unit().name() + "'"
                : "library " + from.unit().name();
    }

    private static String loader(Definition from) {
        return from.origin().name();
    }

    /** The members of a name that a class has, where a look-up of one found none. */
    static String has(Definition owner, Symbol asked) {
        TreeSet<String> same = new TreeSet<>();
        var members = asked.use().ofField() ? owner.shape().fields() : owner.shape().methods();
        for (String key : members.keySet()) {
            int end = asked.use().ofField() ? key.indexOf(':') : key.indexOf('(');
            if (key.substring(0, end).equals(asked.name())) {
                same.add(asked.use().ofField() ? typed(key) : returning(key));
            }
        }
        String in = owner.unit().kind() == Kind.MODULE ? "the " + unit(owner) : owner.where();
        return same.isEmpty()
                ? in + " has none of that name in it"
                : in + " has " + String.join(" and ", same);
    }

    private static String unit(Definition owner) {
        return "one in " + owner.where();
    }

    /** A field with its type. */
    static String typed(String key) {
        return Descriptors.member(key)
                + " of type "
                + Descriptors.type(key.substring(key.indexOf(':') + 1));
    }

    /** A method with its result's type. */
    static String returning(String key) {
        return Descriptors.member(key)
                + " → "
                + Descriptors.type(key.substring(key.indexOf(')') + 1));
    }
}
