package dev.midstream.runtime.graph;

import static dev.midstream.runtime.graph.Graphs.appModule;
import static dev.midstream.runtime.graph.Graphs.descriptor;
import static dev.midstream.runtime.graph.Graphs.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.ScannedApp.ScannedLibrary;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which libraries are shared by an app, which are shown by a module, and which it hides. */
class ScopesTest {

    private static final String MONEY = "g:money:1";
    private static final String DIGITS = "g:digits:1";
    private static final String CODEC = "g:codec:1";
    private static final String NOTES = "g:notes:1";

    /** Money's signatures have digits; its code, not its signatures, uses the codec. */
    private static final TestApp LIBRARIES =
            TestApp.named("shop")
                    .library(DIGITS, "package digits; public class Digits {}")
                    .library(CODEC, "package codec; public class Codec {}")
                    .library(
                            NOTES,
                            "package notes; import java.lang.annotation.*;"
                                    + " @Retention(RetentionPolicy.RUNTIME) public @interface Note {}")
                    .library(
                            MONEY,
                            List.of(DIGITS, CODEC),
                            "package money; public class Money {"
                                    + " public digits.Digits digits() { new codec.Codec(); return null; } }");

    private static final TestApp SHOP =
            LIBRARIES
                    .module(
                            "contract",
                            List.of(),
                            List.of(MONEY, DIGITS, CODEC),
                            "package c; public interface Price { money.Money price(); }")
                    .module("web", List.of("contract"), appModule("web", ""));

    @Test
    void whatStandsInTheSignaturesOfARequiredModuleIsShownByIt() throws Refused {
        assertThat(shown(SHOP, "contract")).containsExactly(DIGITS, MONEY);
        assertThat(hidden(SHOP, "contract")).containsExactly(CODEC);
        assertThat(scan(SHOP).shared()).isEmpty();
    }

    @Test
    void aDependentHasNoCopyOfWhatItSeesAndItsOwnCopyOfWhatItDoesNot() throws Refused {
        assertThat(shown(SHOP, "web")).isEmpty();
        assertThat(hidden(SHOP, "web")).containsExactly(CODEC);
    }

    @Test
    void theLibrariesOfAModuleThatNobodyRequiresAreHidden() throws Refused {
        TestApp app = SHOP.without("web");
        assertThat(shown(app, "contract")).isEmpty();
        assertThat(hidden(app, "contract")).containsExactly(CODEC, DIGITS, MONEY);
    }

    @Test
    void privateMembersShowNothing() throws Refused {
        TestApp app =
                SHOP.module(
                        "contract",
                        List.of(),
                        List.of(MONEY, DIGITS, CODEC),
                        "package c; public class Price { private money.Money price;"
                                + " money.Money ofThePackage; }",
                        "package c; class Inner { public money.Money price; }");
        assertThat(shown(app, "contract")).isEmpty();
    }

    @Test
    void aParentThatIsNotPublicShowsItsPublicMembersThroughItsChild() throws Refused {
        TestApp app =
                SHOP.module(
                        "contract",
                        List.of(),
                        List.of(MONEY, DIGITS, CODEC),
                        "package c; public class Price extends Middle {}",
                        "package c; class Middle extends Base {}",
                        "package c; class Base { public money.Money price; }");
        assertThat(shown(app, "contract")).containsExactly(DIGITS, MONEY);
    }

    @Test
    void genericArgumentsExceptionsAndParentsCount() throws Refused {
        for (String type :
                List.of(
                        "public interface P { java.util.List<? extends money.Money> all(); }",
                        "public class P<T extends money.Money> {}",
                        "public class P extends money.Money {}",
                        "public record P(money.Money[] all) {}")) {
            TestApp app =
                    SHOP.module(
                            "contract",
                            List.of(),
                            List.of(MONEY, DIGITS, CODEC),
                            "package c; " + type);
            assertThat(shown(app, "contract")).as(type).contains(MONEY);
        }
    }

    @Test
    void annotationsOfPrivateMembersCountSinceLibrariesReadThem() throws Refused {
        TestApp app =
                SHOP.module(
                        "contract",
                        List.of(),
                        List.of(NOTES),
                        "package c; public class Price { @notes.Note private int cents; }");
        assertThat(shown(app, "contract")).containsExactly(NOTES);
        assertThat(hidden(app, "web")).isEmpty();
    }

    @Test
    void whatTwoModulesShowThatDoNotKnowEachOtherIsSharedWithAllItRefersTo() throws Refused {
        TestApp app =
                SHOP.module(
                                "rates",
                                List.of(),
                                List.of(MONEY, DIGITS, CODEC),
                                "package r; public interface Rate { money.Money rate(); }")
                        .module("web", List.of("contract", "rates"), appModule("web", ""));
        assertThat(scan(app).shared().orElseThrow().ids()).containsExactly(CODEC, DIGITS, MONEY);
        for (String module : List.of("contract", "rates", "web")) {
            assertThat(descriptor(app, module).privateLibraries()).isEmpty();
            assertThat(descriptor(app, module).usesShared()).isTrue();
        }
    }

    @Test
    void whatAModuleAndItsDependentShowIsLoadedWithTheLower() throws Refused {
        TestApp app =
                SHOP.module(
                                "rates",
                                List.of("contract"),
                                "package r; public interface Rate { money.Money rate(); }")
                        .module("web", List.of("rates"), appModule("web", ""));
        assertThat(scan(app).shared()).isEmpty();
        assertThat(shown(app, "contract")).containsExactly(DIGITS, MONEY);
        assertThat(shown(app, "rates")).isEmpty();
    }

    @Test
    void aServiceOfALibrarysTypeIsMetFromTwoSides() throws Refused {
        TestApp app =
                LIBRARIES
                        .module(
                                "purse",
                                List.of(),
                                List.of(DIGITS),
                                appModule(
                                        "purse",
                                        "@Provides public digits.Digits digits() {"
                                                + " return new digits.Digits(); }"))
                        .module(
                                "web",
                                List.of(),
                                List.of(DIGITS),
                                appModule("web", "public M(digits.Digits digits) {}"));
        assertThat(scan(app).shared().orElseThrow().ids()).containsExactly(DIGITS);
    }

    @Test
    void whatTheAppDeclaresIsSharedWithAllItRefersTo() throws Refused {
        TestApp app = SHOP.without("web").sharing(MONEY);
        assertThat(scan(app).shared().orElseThrow().ids()).containsExactly(CODEC, DIGITS, MONEY);
    }

    @Test
    void anotherSharedVersionIsAnotherVersionOfAllThatSeeItAndOfNobodyElse() throws Refused {
        TestApp one = SHOP.sharing(DIGITS).module("alone", appModule("alone", ""));
        TestApp two = one.library(DIGITS, "package digits; public class Digits { int x; }");
        assertThat(descriptor(two, "web").version()).isNotEqualTo(descriptor(one, "web").version());
        assertThat(descriptor(two, "alone")).isEqualTo(descriptor(one, "alone"));
    }

    @Test
    void whetherALibraryIsShownIsPartOfTheVersion() throws Refused {
        TestApp alone = SHOP.without("web");
        assertThat(descriptor(alone, "contract").version())
                .isNotEqualTo(descriptor(SHOP, "contract").version());
    }

    @Test
    void sightFindsWhatLoadersFindAndHidesWhatTheyHide() throws Refused {
        TestApp app = SHOP.sharing(CODEC);
        Sight sight = Sight.of(scan(app));
        assertThat(sight.find("web", "money/Money.class").orElseThrow().loader())
                .isEqualTo("contract");
        assertThat(sight.find("contract", "codec/Codec.class").orElseThrow().loader())
                .isEqualTo(SharedLibraries.NAME);
        assertThat(sight.find(SharedLibraries.NAME, "money/Money.class")).isEmpty();
        assertThat(sight.find("contract", "web/M.class")).isEmpty();
        Sight apart = Sight.of(scan(SHOP));
        assertThat(apart.find("contract", "codec/Codec.class").orElseThrow().loader())
                .isEqualTo("contract");
        assertThat(apart.find("web", "codec/Codec.class").orElseThrow().loader()).isEqualTo("web");
    }

    private static List<String> shown(TestApp app, String module) throws Refused {
        return module(app, module).shown().stream().map(ScannedLibrary::id).toList();
    }

    private static List<String> hidden(TestApp app, String module) throws Refused {
        return module(app, module).hidden().stream().map(ScannedLibrary::id).toList();
    }

    private static ScannedModule module(TestApp app, String name) throws Refused {
        return scan(app).modules().stream()
                .filter(module -> module.descriptor().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
