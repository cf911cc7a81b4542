package dev.midstream.runtime.linkage;

import dev.midstream.runtime.TestApp;
import java.util.List;

/**
 * Two modules that each have a library of their own with the class {@code t.Money}; module b calls
 * module a.
 */
final class TwoMoneys {

    private static final String MONEY = "package t; public class Money { }";
    private static final String A =
            "package a; public class A { protected Object kept; public t.Money money() { return new"
                    + " t.Money(); } public int plain() { return 1; } }";

    private TwoMoneys() {}

    /** The app; module b calls a method on an {@code A a}. */
    static TestApp app(String call) {
        return of(
                "package b; public class B { Object own = new t.Money(); public Object pay(a.A a) {"
                        + " return "
                        + call
                        + "; } }");
    }

    /** The app; module b overrides the method with the class in its signature. */
    static TestApp overriding() {
        return of(
                "package b; public class B extends a.A { @Override public t.Money money() { return"
                        + " new t.Money(); } }");
    }

    /** The app; module b is this one. */
    static TestApp serving(String... b) {
        return of(b);
    }

    /**
     * An artefact in which a and b really have two: b sees the library that a shows, and has a copy
     * of the class in a library of another name, which comes first.
     */
    private static TestApp of(String... b) {
        return TestApp.named("app")
                .library("t:money:1", MONEY)
                .library("t:purse:2", MONEY)
                .module("a", List.of(), List.of("t:money:1"), A)
                .module("b", List.of("a"), List.of("t:purse:2"), b);
    }
}
